const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (text, done) => db.query("SELECT * FROM users WHERE name LIKE ? OR mail LIKE ?", ["%" + text + "%", text + "%"], done);
