const express = require('express');
const { loginLimiter } = require('./security');
const app = express();

app.post('/login', loginLimiter, (req, res) => res.send('in'));

const later = require('./later');
app.use(later);
