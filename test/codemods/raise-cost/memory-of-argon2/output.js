const argon2 = require('argon2');

module.exports = (password) => argon2.hash(password, { type: argon2.argon2id, memoryCost: 19456 });
