const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.get('/', (req, res) => {
  res.send('hello');
}); // the only page
handleErrors(app);

module.exports = app;
