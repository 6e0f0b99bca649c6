const express = require('express');
const { secureApp, protectServer, loginLimiter, validate, schemas } = require('./security');

const app = express();
secureApp(app);

app.post('/login', loginLimiter, validate(schemas.postLogin), (req, res) => res.send('ok'));

protectServer(app.listen(3000));
