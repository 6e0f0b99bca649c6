const { Sequelize } = require('sequelize');
const sequelize = new Sequelize('sqlite::memory:');

exports.find = (login) => sequelize.query("SELECT * FROM users WHERE login = :login", { replacements: { login: String(login) } });
exports.typed = (login, user) =>
  sequelize.query(`SELECT * FROM users WHERE login = :login AND name = :name AND city = :city`, {
    type: 'SELECT',
    replacements: { city: 'Rome', login: String(login), name: String(user.name) },
  });
