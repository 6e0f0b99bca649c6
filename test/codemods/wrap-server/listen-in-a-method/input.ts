import express from 'express';

export class App {
  private readonly app = express();

  public listen() {
    this.app.listen(3000, () => {
      console.log('listening');
    });
  }
}
