/* shop */ const app = require('./app');
