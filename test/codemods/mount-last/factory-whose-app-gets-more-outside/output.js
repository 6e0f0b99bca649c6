const express = require('express');
const { handleErrors } = require('./security');

function createApp() {
  const app = express();
  app.use(express.json());
  return app;
}

const app = createApp();
app.get('/', home);
handleErrors(app);
app.listen(3000);
