const sqlite3 = require('sqlite3').verbose();
const db = new sqlite3.Database(':memory:');

exports.find = (name, done) => db.all("SELECT * FROM users WHERE name = '" + name + "'", (error, rows) => done(error, rows));
