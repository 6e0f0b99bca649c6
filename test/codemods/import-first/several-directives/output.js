'use strict';
'use asm';
require('./security/env');
const app = require('./app');
