const express = require('express');
const { secureApp } = require('./security');

const app = createApp();

const routes = require('./routes');
app.use(routes);

function createApp() {
  const made = express();
  secureApp(made);
  made.disable('etag');
  return made;
}
