import express, { Application } from 'express';
import { secureApp } from './security';

export class App {
  public readonly app: Application = secureApp(express());

  constructor(private readonly port: number) {
    this.initializeMiddlewares();
  }

  private initializeMiddlewares(): void {
    this.app.use(express.json());
  }
}
