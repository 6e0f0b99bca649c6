const express = require('express');
const app = express();
const { validate } = require('./security');

app.post('/', validate(schema), handler);
