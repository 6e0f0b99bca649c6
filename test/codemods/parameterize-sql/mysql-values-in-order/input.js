const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (name, city, age, done) =>
  db.query('SELECT * FROM users WHERE name = "' + name + '" AND city = ? AND age > ' + age + ' AND mail <> ?', [city, 'none'], done);
