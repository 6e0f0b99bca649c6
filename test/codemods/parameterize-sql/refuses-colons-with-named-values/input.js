const { Sequelize } = require('sequelize');
const sequelize = new Sequelize('sqlite::memory:');

exports.find = (name) => sequelize.query(`SELECT * FROM users WHERE at > '10:30:00' AND kind = ':a' AND name = '${name}'`);
