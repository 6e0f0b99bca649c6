import express from 'express';
import { secureApp as secureSecureApp, validate } from './security';

const app: express.Application = express();
secureSecureApp(app);
