const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.use(routes);
app.use((err, req, res, next) => {
  report(err);
  next(err);
});
app.use((req, res) => res.status(404).end());
handleErrors(app);

module.exports = app;
