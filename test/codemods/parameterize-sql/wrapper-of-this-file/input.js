const { Pool } = require('pg');
const pool = new Pool();

function run(text, values) {
  return pool.query(text, values);
}

exports.find = (name) => run(`SELECT * FROM users WHERE name = '${name}'`);
