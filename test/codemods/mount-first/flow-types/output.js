// @flow
import express from 'express';
import type { $Application } from 'express';
import { secureApp } from './security';

const app: $Application<> = express();
secureApp(app);

app.use((express.json(): any));
