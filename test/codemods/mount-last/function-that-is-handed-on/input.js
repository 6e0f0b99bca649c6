const express = require('express');
const app = express();

app.use(express.json());

function addRoutes(db) {
  app.use('/users', users(db));
}

connect().then(addRoutes);
