const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name, city) => pool.query(`SELECT * FROM users WHERE city = $1 AND name = '${name}'`, [city]);
