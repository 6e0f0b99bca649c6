const express = require('express');
const app = express();

app.get(/^\/[\p{L}--[a-z]]+$/v, (req, res) => res.send('hello'));
