const express = require('express');
const { secureApp } = require('./security');
const app = express();
secureApp(app);
const { validate } = require('./security');

app.post('/', validate(schema), handler);
