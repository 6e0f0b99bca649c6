import express from 'express';
import { protectServer } from './security';

export class App {
  private readonly app = express();

  public listen() {
    protectServer(this.app.listen(3000, () => {
      console.log('listening');
    }));
  }
}
