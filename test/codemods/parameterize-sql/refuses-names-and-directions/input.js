const { Pool } = require('pg');
const pool = new Pool();

exports.list = (column, direction) => pool.query(`SELECT * FROM users ORDER BY ${column} ${direction}`);
