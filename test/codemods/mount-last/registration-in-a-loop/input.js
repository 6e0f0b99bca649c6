const express = require('express');
const app = express();
const routes = require('./routes');

for (const { path, router } of routes) {
  app.use(path, router);
}
app.listen(3000);
