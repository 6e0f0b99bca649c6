const express = require('express');
const { handleErrors } = require('./security');

class Server {
  app = express();

  constructor(router) {
    this.app.use(router);
    handleErrors(this.app);
  }

  start = () => this.app.listen(3000);
}

module.exports = Server;
