import express from 'express';
import { secureApp } from './security';

const app = express();
secureApp(app);

app.use(express.json());
