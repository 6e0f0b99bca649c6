const bcrypt = require('bcrypt');

// tempered-ignore-next-line passwords/low-cost -- runs on a watch
module.exports = (password) => bcrypt.hash(password, 6);
