const express = require('express');
const { connect } = require('./db');
const { secureApp } = require('./security');

(async () => {
  const app = express();
  secureApp(app);
  const db = await connect();
  app.use(require('./routes')(db));
  app.listen(3000);
})();
