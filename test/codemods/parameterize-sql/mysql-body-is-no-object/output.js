const express = require('express');
const mysql = require('mysql2');
const db = mysql.createConnection({});

express().post('/', (req, res) => {
  db.query(`SELECT * FROM users WHERE id = ? OR id = ? OR name = ?`, [String(req.body.id), req.params.id, req.params.name], (error, rows) => res.json(rows));
});
