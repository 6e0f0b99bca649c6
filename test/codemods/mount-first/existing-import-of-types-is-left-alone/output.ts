import express from 'express';
import type { Schema } from './security';
import { secureApp } from './security';

const app = express();
secureApp(app);
let schema: Schema;
