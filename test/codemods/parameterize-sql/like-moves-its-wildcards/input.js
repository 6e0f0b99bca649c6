const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (text, done) => db.query("SELECT * FROM users WHERE name LIKE '%" + text + "%' OR mail LIKE '" + text + "%'", done);
