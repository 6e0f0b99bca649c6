const app = require('express')();
app.use(routes);
