const app = require('./app');
const { protectServer } = require('./security');

protectServer(app
  .listen(3000))
  .on('error', (err) => {
    throw err;
  });
