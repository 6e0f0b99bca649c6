const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name) => pool.query({ text: `SELECT * FROM users WHERE name = $1`, values: [String(name)], rowMode: 'array' });
exports.both = (name, city) => pool.query({ name: 'both', text: `SELECT * FROM users WHERE city = $1 AND name = $2`, values: [city, String(name)] });
