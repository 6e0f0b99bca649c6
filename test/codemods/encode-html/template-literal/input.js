const express = require('express');
const app = express();

app.get('/hello', (req, res) => {
  const { name } = req.query;
  res.send(`<h1>Hello ${name}</h1><a title="${req.query.title}" href="/users/${req.query.id}">You</a>`);
});
