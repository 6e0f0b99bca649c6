import express from 'express';
import * as guards from './guards.js';

const app = express();

app.use(guards.secureApp);
