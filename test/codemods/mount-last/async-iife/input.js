const express = require('express');
const { connect } = require('./db');

(async () => {
  const app = express();
  const db = await connect();
  app.use(require('./routes')(db));
  app.listen(3000);
})();
