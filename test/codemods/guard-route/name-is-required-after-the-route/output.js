const express = require('express');
const { loginLimiter: secureLoginLimiter } = require('./security');
const app = express();

app.post('/login', secureLoginLimiter, login);

const { loginLimiter } = require('./security');
app.post('/signin', loginLimiter, login);
