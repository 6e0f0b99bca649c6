import * as express from 'express';
import { secureApp } from './security';

const app: express.Application = express();
secureApp(app);

app.use(express.json());
