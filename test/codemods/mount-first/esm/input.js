import express from 'express';
import users from './routes/users.js';

const app = express();

app.use('/users', users);

export default app;
