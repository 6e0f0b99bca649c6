import express from 'express';
import { loginLimiter } from './security';

export default express()
  .use(express.json())
  .post('/login', loginLimiter, login)
  .post('/logout', logout);
