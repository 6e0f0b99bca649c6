require('./security/env');
require('dotenv').config();

const app = require('./app');
