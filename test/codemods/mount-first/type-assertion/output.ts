import express from 'express';
import { secureApp } from './security';

const app = express() as express.Express;
secureApp(app);
const admin = <express.Express>express();

app.use(admin);
