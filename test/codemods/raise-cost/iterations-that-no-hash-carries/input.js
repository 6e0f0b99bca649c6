const { pbkdf2Sync } = require('crypto');

module.exports = (password, salt) => pbkdf2Sync(password, salt, 1000, 64, 'sha512');
