'use strict';
require('./security/env');

const app = require('./app');
