const express = require('express');
const { escapeHtml } = require('./security/escape-html');
const app = express();

app.get('/hello', (req, res) => {
  const { name } = req.query;
  res.send(`<h1>Hello ${escapeHtml(name)}</h1><a title="${escapeHtml(req.query.title)}" href="/users/${escapeHtml(req.query.id)}">You</a>`);
});
