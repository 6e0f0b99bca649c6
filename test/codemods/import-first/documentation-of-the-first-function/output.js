require('./security/env');
/**
 * Starts the server.
 * @param {number} port
 */
function start(port) {
  require('./app').listen(port);
}

start(3000);
