const bcrypt = require('bcrypt');
const { rounds } = require('./config');

module.exports = (password) => bcrypt.hash(password, rounds);
