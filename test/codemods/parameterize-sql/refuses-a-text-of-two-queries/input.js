const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (name, done) => {
  const sql = `SELECT * FROM users WHERE name = '${name}'`;
  db.query(sql, () => db.query(sql, done));
};
