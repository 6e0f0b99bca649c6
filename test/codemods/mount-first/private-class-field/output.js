const express = require('express');
const { secureApp } = require('./security');

class Server {
  #app;

  constructor() {
    this.#app = express();
    secureApp(this.#app);
    this.#app.use(express.json());
  }
}
