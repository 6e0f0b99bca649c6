import express from 'express';
import * as guards from './guards.js';
import { secureApp } from './security';

const app = express();
secureApp(app);

app.use(guards.secureApp);
