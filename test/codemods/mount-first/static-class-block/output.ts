import express from 'express';
import { secureApp } from './security';

export class Server {
  static app: express.Application;
  static {
    this.app = express();
    secureApp(this.app);
  }
}
