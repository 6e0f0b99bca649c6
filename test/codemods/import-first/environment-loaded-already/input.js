require('dotenv').config();

const app = require('./app');
