import express from 'express';
import users from './routes/users.js';
import { secureApp } from './security';

const app = express();
secureApp(app);

app.use('/users', users);

export default app;
