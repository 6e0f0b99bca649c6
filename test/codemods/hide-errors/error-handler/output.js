const express = require('express');
const { publicMessage } = require('./security');
const app = express();

app.use((err, req, res, next) => {
  res.status(500).send(publicMessage(err));
});
