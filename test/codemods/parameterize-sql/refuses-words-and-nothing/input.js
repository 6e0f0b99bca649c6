const mysql = require('mysql2');
const Database = require('better-sqlite3');
const app = require('express')();

const db = mysql.createConnection({});
const file = new Database('shop.db');

app.get('/users', (req, res) => {
  db.query(`SELECT * FROM users WHERE active = ${req.query.active}`, (error, rows) => res.json(rows));
});
app.post('/users', (req, res) => {
  db.query(`UPDATE users SET parent_id = ${req.body.parent} WHERE name = '${req.body.name}'`, (error) => res.json(!error));
  file.prepare(`INSERT INTO users (age) VALUES (${req.body.age})`).run();
});
