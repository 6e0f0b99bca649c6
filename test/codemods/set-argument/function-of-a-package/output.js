const express = require('express');
const { jsonOptions } = require('./security');

const app = express();
app.use(express.json(jsonOptions));
