const express = require('express');
const { secureApp } = require('./security');
const words = /[\p{L}--[a-z]]/v;

const app = express();
secureApp(app);

app.get(/^\/(?<slug>\w+)$/v, (req, res) => res.send(words.test(req.params.slug)));
