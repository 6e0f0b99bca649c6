import express from 'express';
import { secureApp, protectServer } from './security';

const app = express();
secureApp(app);
app.post('/login', login);
protectServer(app.listen(3000));
