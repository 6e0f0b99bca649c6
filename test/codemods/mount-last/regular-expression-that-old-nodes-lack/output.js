const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.get(/^\/[\p{L}--[a-z]]+$/v, (req, res) => res.send('hello'));
handleErrors(app);
