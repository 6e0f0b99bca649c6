const express = require('express');
const users = require('./routes/users');
const { handleErrors } = require('./security');

const app = express();

app.use(express.json());
app.use('/users', users);
handleErrors(app);

module.exports = app;
