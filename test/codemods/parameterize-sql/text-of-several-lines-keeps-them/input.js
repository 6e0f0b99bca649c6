const { Pool } = require('pg');
const pool = new Pool();

exports.find = (id, city) =>
  pool.query(
    'SELECT name ' +
      'FROM users ' +
      'WHERE id = ' + id +
      ' AND city = $1',
    [city],
  );
