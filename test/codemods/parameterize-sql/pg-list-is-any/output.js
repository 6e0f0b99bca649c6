const { Pool } = require('pg');
const pool = new Pool();

exports.find = (ids) => pool.query(`SELECT * FROM users WHERE id = ANY($1)`, [ids]);
exports.not = (names) => pool.query(`SELECT * FROM users WHERE name <> ALL($1)`, [names]);
