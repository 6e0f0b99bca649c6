import express from 'express';

export class Server {
  private readonly app = express();

  async start(): Promise<void> {
    await this.connect();
    this.routes();
    this.app.listen(3000);
  }

  private async connect(): Promise<void> {}

  private routes(): void {
    this.app.get('/', (req, res) => res.send('hello'));
  }
}
