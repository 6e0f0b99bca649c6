const Database = require('better-sqlite3');
const db = new Database('shop.db');

exports.find = (name) => db.prepare(`SELECT * FROM users WHERE name = ?`).get(String(name));
exports.names = (city, name) => db.prepare(`SELECT name FROM users WHERE city = ? AND name <> ? AND name <> ?`).pluck().all(String(city), name, 'root');
