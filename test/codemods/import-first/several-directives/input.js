'use strict';
'use asm';
const app = require('./app');
