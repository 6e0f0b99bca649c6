import express from 'express';
import {
  validate,
  loginLimiter,
  secureApp,
} from './security';

const app = express();
secureApp(app);

app.post('/', validate(schema), loginLimiter, handler);
