const { Pool } = require('pg');
const pool = new Pool();

exports.count = (unit) =>
  pool.query(`SELECT date_trunc('${unit}', made), count(*) FROM orders GROUP BY date_trunc('${unit}', made) ORDER BY 1`);
