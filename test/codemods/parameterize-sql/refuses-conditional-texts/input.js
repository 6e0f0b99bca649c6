const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name, city) => {
  let sql = `SELECT * FROM users WHERE name = '${name}'`;
  if (city) sql += ` AND city = '${city}'`;
  return pool.query(sql);
};
