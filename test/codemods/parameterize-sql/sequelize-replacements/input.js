const { Sequelize } = require('sequelize');
const sequelize = new Sequelize('sqlite::memory:');

exports.find = (login) => sequelize.query("SELECT * FROM users WHERE login = '" + login + "'");
exports.typed = (login, user) =>
  sequelize.query(`SELECT * FROM users WHERE login = '${login}' AND name = '${user.name}' AND city = :city`, {
    type: 'SELECT',
    replacements: { city: 'Rome' },
  });
