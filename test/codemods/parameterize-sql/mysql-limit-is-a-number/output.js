const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.page = (size, from) => db.promise().query(`SELECT * FROM users LIMIT ?, ?`, [Number(from), Number(size)]);
