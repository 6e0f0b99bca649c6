const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name, id) => pool.query(`SELECT * FROM users WHERE name = '${name}' AND id = ${id}`);
