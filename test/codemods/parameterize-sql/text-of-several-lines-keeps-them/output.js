const { Pool } = require('pg');
const pool = new Pool();

exports.find = (id, city) =>
  pool.query(
    'SELECT name ' +
      'FROM users ' +
      'WHERE id = $2' +
      ' AND city = $1',
    [city, id],
  );
