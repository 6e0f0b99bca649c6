const { Pool } = require('pg');
const pool = new Pool();

exports.find = (name) => {
  // tempered-ignore-next-line sql/interpolated-value -- names are checked by the caller
  return pool.query(`SELECT * FROM users WHERE name = '${name}'`);
};
