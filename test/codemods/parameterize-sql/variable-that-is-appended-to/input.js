const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (name, city, done) => {
  let sql = "SELECT * FROM users WHERE name = '" + name + "'";
  sql += ` AND city = '${city}'`;
  sql += ' ORDER BY name';
  console.log(sql);
  db.query(sql, done);
};
