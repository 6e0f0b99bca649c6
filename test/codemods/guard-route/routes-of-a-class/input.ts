import { Router } from 'express';

export class AuthRoute {
  public router = Router();

  constructor() {
    this.initializeRoutes();
  }

  private initializeRoutes() {
    this.router.post('/signup', this.auth.signUp);
    this.router.post('/login', this.auth.logIn);
  }
}
