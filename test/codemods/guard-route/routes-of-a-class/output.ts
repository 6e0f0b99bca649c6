import { Router } from 'express';
import { loginLimiter } from './security';

export class AuthRoute {
  public router = Router();

  constructor() {
    this.initializeRoutes();
  }

  private initializeRoutes() {
    this.router.post('/signup', this.auth.signUp);
    this.router.post('/login', loginLimiter, this.auth.logIn);
  }
}
