const express = require('express');
const app = express();

app.use(routes);

process.on('SIGTERM', () => {
  drain(app);
});
const stop = () => shutdown(app);

app.listen(3000);
