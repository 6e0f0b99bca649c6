const express = require('express');
const users = require('./routes/users');
const { secureApp } = require('./security');

const app = express();
secureApp(app);

app.use(express.json());
app.use('/users', users);

module.exports = app;
