const Database = require('better-sqlite3');
const db = new Database('shop.db');

exports.find = (name) => db.prepare(`SELECT * FROM users WHERE name = '${name}'`).get();
exports.names = (city, name) => db.prepare(`SELECT name FROM users WHERE city = '${city}' AND name <> ? AND name <> ?`).pluck().all(name, 'root');
