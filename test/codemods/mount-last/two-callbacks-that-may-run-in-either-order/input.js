const express = require('express');
const app = express();

connect().then((db) => app.use(routes(db)));
queue.once('ready', () => {
  app.use('/jobs', jobs);
});
