import express from 'express';
import {
  validate,
  loginLimiter,
} from './security';

const app = express();

app.post('/', validate(schema), loginLimiter, handler);
