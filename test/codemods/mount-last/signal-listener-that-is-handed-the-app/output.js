const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.use(routes);
handleErrors(app);

process.on('SIGTERM', () => {
  drain(app);
});
const stop = () => shutdown(app);

app.listen(3000);
