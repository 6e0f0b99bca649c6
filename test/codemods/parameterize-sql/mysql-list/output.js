const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (ids, names) => db.query(`SELECT * FROM users WHERE id IN (?) AND name NOT IN (?)`, [ids, names.map(String)]);
