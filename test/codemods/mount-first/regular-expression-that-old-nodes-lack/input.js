const express = require('express');
const words = /[\p{L}--[a-z]]/v;

const app = express();

app.get(/^\/(?<slug>\w+)$/v, (req, res) => res.send(words.test(req.params.slug)));
