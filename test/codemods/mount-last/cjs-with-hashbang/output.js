#!/usr/bin/env node
'use strict';
const app = require('express')();
const { handleErrors } = require('./security');
app.get('/', (req, res) => res.send('hello'));
handleErrors(app);
app.listen(3000);
