const express = require('express');

const app = createApp();

const routes = require('./routes');
app.use(routes);

function createApp() {
  const made = express();
  made.disable('etag');
  return made;
}
