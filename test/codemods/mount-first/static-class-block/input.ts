import express from 'express';

export class Server {
  static app: express.Application;
  static {
    this.app = express();
  }
}
