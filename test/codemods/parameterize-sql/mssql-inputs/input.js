const sql = require('mssql');

exports.find = async (name, id) => {
  const pool = await sql.connect('mssql://localhost');
  return pool.request().input('id', sql.Int, id).query(`SELECT * FROM users WHERE id = @id AND name = '${name}'`);
};
exports.one = async (id) => {
  const pool = await sql.connect('mssql://localhost');
  const request = pool.request();
  return request.query("SELECT * FROM users WHERE id = '" + id + "'");
};
