#!/usr/bin/env node
const { protectServer } = require('./security');
protectServer(require('./app').listen(3000));
