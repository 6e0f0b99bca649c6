const { Sequelize } = require('sequelize');
const sequelize = new Sequelize('sqlite::memory:');

exports.find = (login) =>
  sequelize.query(`SELECT * FROM users WHERE login LIKE :login`, {
    replacements: { login: `%${login}` },
    type: 'SELECT',
  });
