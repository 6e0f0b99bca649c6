const express = require('express');
const app = express();
const routes = require('./routes');
const { handleErrors } = require('./security');

for (const { path, router } of routes) {
  app.use(path, router);
}
handleErrors(app);
app.listen(3000);
