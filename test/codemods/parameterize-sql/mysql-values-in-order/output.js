const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (name, city, age, done) =>
  db.query('SELECT * FROM users WHERE name = ? AND city = ? AND age > ? AND mail <> ?', [String(name), city, age, 'none'], done);
