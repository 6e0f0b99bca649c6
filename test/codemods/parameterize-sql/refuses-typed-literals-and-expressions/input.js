const { Pool } = require('pg');
const pool = new Pool();

exports.find = (days, rate) =>
  pool.query(`SELECT price * ${rate} FROM orders WHERE at > now() - interval '${days} days'`);
