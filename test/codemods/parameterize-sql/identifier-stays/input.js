const { Pool } = require('pg');
const pool = new Pool();

exports.find = (column, name) => pool.query(`SELECT * FROM users WHERE name = '${name}' ORDER BY ${column}`);
