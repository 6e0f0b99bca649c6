const Database = require('better-sqlite3');
const db = new Database('shop.db');

exports.remove = (name) => db.exec(`DELETE FROM users WHERE name = '${name}'`);
