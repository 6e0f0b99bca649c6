const app = require('./app');

start();

const later = require('./later');

function start() {
  app.listen(3000);
}
