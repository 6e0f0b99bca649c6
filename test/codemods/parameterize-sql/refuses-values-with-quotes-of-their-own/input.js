const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name) => {
  const quoted = `'${name}'`;
  return pool.query(`SELECT * FROM users WHERE name = ${quoted}`);
};
exports.or = (id) => pool.query(`SELECT * FROM users WHERE id = ${id || 'NULL'}`);
