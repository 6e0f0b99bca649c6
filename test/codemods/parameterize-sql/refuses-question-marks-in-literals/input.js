const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (name) => db.query(`SELECT * FROM users WHERE note = 'why?' AND name = '${name}'`);
