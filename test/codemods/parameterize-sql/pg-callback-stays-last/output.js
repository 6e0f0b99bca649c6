const { Pool } = require('pg');
const pool = new Pool();

exports.find = function (name, done) {
  pool.query('SELECT * FROM users WHERE name = $1', [String(name)], function (error, result) {
    done(error, result);
  });
};
