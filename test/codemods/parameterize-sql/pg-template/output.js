const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name, id) => pool.query(`SELECT * FROM users WHERE name = $1 AND id = $2`, [String(name), id]);
