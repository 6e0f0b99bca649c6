const util = require('util');
const mysql = require('mysql2');
const db = mysql.createConnection({});
const query = util.promisify(db.query).bind(db);

exports.find = (name) => query(`SELECT * FROM users WHERE name = ?`, [String(name)]);
