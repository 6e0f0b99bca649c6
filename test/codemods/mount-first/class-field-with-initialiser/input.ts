import express, { Application } from 'express';

export class App {
  public readonly app: Application = express();

  constructor(private readonly port: number) {
    this.initializeMiddlewares();
  }

  private initializeMiddlewares(): void {
    this.app.use(express.json());
  }
}
