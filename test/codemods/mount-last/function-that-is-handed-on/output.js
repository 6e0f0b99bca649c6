const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.use(express.json());

function addRoutes(db) {
  app.use('/users', users(db));
  handleErrors(app);
}

connect().then(addRoutes);
