import express from 'express';
import { handleErrors } from './security';

export class Server {
  #app = express();

  constructor(router) {
    this.#app.use(router);
    this.#addPages();
    handleErrors(this.#app);
  }

  #addPages() {
    this.#app.get('/', (req, res) => res.send('hello'));
  }
}
