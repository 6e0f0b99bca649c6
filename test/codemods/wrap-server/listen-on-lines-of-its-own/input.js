const app = require('./app');

app
  .listen(3000)
  .on('error', (err) => {
    throw err;
  });
