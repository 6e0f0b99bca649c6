const cluster = require('cluster');
const express = require('express');
const { handleErrors } = require('./security');

if (cluster.isPrimary) {
  cluster.fork();
} else {
  const app = express();
  app.use(express.json());
  app.get('/', home);
  handleErrors(app);
  app.listen(3000);
}
