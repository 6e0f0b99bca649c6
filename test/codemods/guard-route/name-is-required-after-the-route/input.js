const express = require('express');
const app = express();

app.post('/login', login);

const { loginLimiter } = require('./security');
app.post('/signin', loginLimiter, login);
