const express = require('express');
const mysql = require('mysql2');
const db = mysql.createConnection({});

express().post('/', (req, res) => {
  db.query(`SELECT * FROM users WHERE id = ${req.body.id} OR id = ${req.params.id} OR name = '${req.params.name}'`, (error, rows) => res.json(rows));
});
