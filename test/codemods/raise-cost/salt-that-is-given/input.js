const bcrypt = require('bcrypt');

module.exports = (password, salt) => bcrypt.hash(password, salt);
