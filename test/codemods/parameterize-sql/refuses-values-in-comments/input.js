const { Pool } = require('pg');
const pool = new Pool();

exports.find = (caller) => pool.query(`SELECT * FROM users WHERE id = /* ${caller} */ 1`);
