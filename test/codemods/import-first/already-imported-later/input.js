require('dotenv').config();
require('./security/env');

const app = require('./app');
