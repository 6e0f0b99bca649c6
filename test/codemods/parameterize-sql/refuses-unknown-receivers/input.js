const db = require('./db');

exports.find = (name) => db.query(`SELECT * FROM users WHERE name = '${name}'`);
