const express = require('express');
const { validate } = require('./security');

const app = express();

app.post('/', validate(schema), handler);
