const { Pool } = require('pg');
const pool = new Pool();

exports.find = (user) => {
  const sql = `SELECT * FROM users WHERE name = '${user.name}'`;
  user.name = 'x';
  return pool.query(sql);
};
