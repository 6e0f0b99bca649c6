import express from 'express';
import { Service } from 'typedi';
import { Env } from './env';

@Service()
export class HttpServer {
  private app: express.Express;

  constructor(@Env('PORT') private port: number) {
    this.app = express();
    this.app.use(express.json());
  }
}
