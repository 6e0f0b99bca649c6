const express = require('express');
const { connect } = require('./db');
const { handleErrors } = require('./security');

(async () => {
  const app = express();
  const db = await connect();
  app.use(require('./routes')(db));
  handleErrors(app);
  app.listen(3000);
})();
