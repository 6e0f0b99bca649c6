import express from 'express';

export class Server {
  #app = express();

  constructor(router) {
    this.#app.use(router);
    this.#addPages();
  }

  #addPages() {
    this.#app.get('/', (req, res) => res.send('hello'));
  }
}
