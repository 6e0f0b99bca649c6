const app = require('./app');
const { protectServer } = require('./security');

start();

const later = require('./later');

function start() {
  protectServer(app.listen(3000));
}
