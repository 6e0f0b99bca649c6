const express = require('express');
const app = express();

app.post('/login', (req, res) => res.send('in'));

const later = require('./later');
app.use(later);
