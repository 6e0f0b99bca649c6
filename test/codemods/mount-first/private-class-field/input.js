const express = require('express');

class Server {
  #app;

  constructor() {
    this.#app = express();
    this.#app.use(express.json());
  }
}
