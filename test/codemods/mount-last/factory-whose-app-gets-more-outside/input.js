const express = require('express');

function createApp() {
  const app = express();
  app.use(express.json());
  return app;
}

const app = createApp();
app.get('/', home);
app.listen(3000);
