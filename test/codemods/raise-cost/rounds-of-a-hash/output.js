const bcrypt = require('bcrypt');

exports.signup = (password) => bcrypt.hashSync(password, 12); // quick
