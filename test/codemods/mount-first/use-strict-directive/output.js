'use strict';
const { secureApp } = require('./security');

const app = require('express')();
secureApp(app);

app.use(require('./routes'));
