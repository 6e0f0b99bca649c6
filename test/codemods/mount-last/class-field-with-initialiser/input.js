const express = require('express');

class Server {
  app = express();

  constructor(router) {
    this.app.use(router);
  }

  start = () => this.app.listen(3000);
}

module.exports = Server;
