const express = require('express');
const { validate, secureApp } = require('./security');

const app = express();
secureApp(app);

app.post('/', validate(schema), handler);
