const express = require('express');
const app = express();

app.use((err, req, res, next) => res.send(err.message));

const later = require('./later');
later(app);
