const { secureApp } = require('./security');
const app = require('express')();
secureApp(app);
app.use(routes);
