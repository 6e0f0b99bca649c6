const { Pool } = require('pg');
const pool = new Pool();

const textOf = (name, exact) => {
  if (exact) return `SELECT * FROM users WHERE name = '${name}'`;
  return `SELECT * FROM users WHERE name LIKE '${name}%'`;
};

exports.find = (req, res) => pool.query(textOf(req.query.name, req.query.exact)).then(({ rows }) => res.json(rows));
