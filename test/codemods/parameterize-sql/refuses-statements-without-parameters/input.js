const { Pool } = require('pg');
const pool = new Pool();

exports.add = (name, secret) => pool.query(`CREATE USER app PASSWORD '${secret}'`);
exports.all = (name) => pool.query(`DELETE FROM a WHERE name = '${name}'; DELETE FROM b WHERE name = '${name}'`);
