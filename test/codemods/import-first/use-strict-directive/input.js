'use strict';

const app = require('./app');
