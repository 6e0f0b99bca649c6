const express = require('express');
const { publicMessage } = require('./security');
const app = express();

app.use((err, req, res, next) => res.send(publicMessage(err)));

const later = require('./later');
later(app);
