import express from 'express';
import { handleErrors } from './security';

export class Server {
  private readonly app = express();

  async start(): Promise<void> {
    await this.connect();
    this.routes();
    handleErrors(this.app);
    this.app.listen(3000);
  }

  private async connect(): Promise<void> {}

  private routes(): void {
    this.app.get('/', (req, res) => res.send('hello'));
  }
}
