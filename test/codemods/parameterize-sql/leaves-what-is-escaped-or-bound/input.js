const mysql = require('mysql2');
const db = mysql.createConnection({});

exports.find = (name, ids) => {
  db.query('SELECT * FROM users WHERE name = ' + db.escape(name) + ' AND id IN (' + ids.map(() => '?').join(',') + ')', ids);
  db.query('SELECT * FROM users WHERE name LIKE ?', [`%${name}%`]);
  db.query(`SELECT * FROM users LIMIT ${Number(name)}`);
};
