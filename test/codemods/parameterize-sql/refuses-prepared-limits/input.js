const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.page = (size) => db.execute(`SELECT * FROM users LIMIT ${size}`);
