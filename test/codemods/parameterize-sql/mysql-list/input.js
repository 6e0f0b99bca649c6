const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (ids, names) => db.query(`SELECT * FROM users WHERE id IN (${ids.join(',')}) AND name NOT IN (${names.map((name) => `'${name}'`).join(', ')})`);
