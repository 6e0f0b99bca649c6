'use strict';

const app = require('express')();

app.use(require('./routes'));
