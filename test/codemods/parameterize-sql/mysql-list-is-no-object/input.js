const mysql = require('mysql');
const app = require('express')();

const db = mysql.createConnection({});

app.post('/users', (req, res) => {
  db.query(`SELECT * FROM users WHERE id IN (${req.body.ids.join(',')}) AND age > ${req.body.age}`, (error, rows) => res.json(rows));
});
