import express from 'express';
import { Service } from 'typedi';
import { Env } from './env';
import { secureApp } from './security';

@Service()
export class HttpServer {
  private app: express.Express;

  constructor(@Env('PORT') private port: number) {
    this.app = express();
    secureApp(this.app);
    this.app.use(express.json());
  }
}
