const cluster = require('cluster');
const express = require('express');

if (cluster.isPrimary) {
  cluster.fork();
} else {
  const app = express();
  app.use(express.json());
  app.get('/', home);
  app.listen(3000);
}
