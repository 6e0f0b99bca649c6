const { Pool } = require('pg');
const pool = new Pool();

exports.find = (ids) => pool.query(`SELECT * FROM users WHERE id IN (${ids.join(',')})`);
exports.not = (names) => pool.query(`SELECT * FROM users WHERE name NOT IN ('${names.join("','")}')`);
