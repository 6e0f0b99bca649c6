const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name) => pool.query(`SELECT * FROM users WHERE name = '${name.replace(/'/g, "''")}'`);
