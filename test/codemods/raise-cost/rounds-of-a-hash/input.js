const bcrypt = require('bcrypt');

exports.signup = (password) => bcrypt.hashSync(password, 8); // quick
