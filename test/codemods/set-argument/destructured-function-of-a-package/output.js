const { json, urlencoded } = require('express');
const { jsonOptions } = require('./security');

app.use(json(jsonOptions), urlencoded({ extended: false }));
