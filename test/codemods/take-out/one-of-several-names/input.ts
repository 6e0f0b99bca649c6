import express from 'express';
import { secureApp, protectServer, loginLimiter } from './security';

const app = express();
secureApp(app);
app.post('/login', loginLimiter, login);
protectServer(app.listen(3000));
