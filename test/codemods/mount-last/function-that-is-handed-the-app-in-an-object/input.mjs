import express from 'express';
import { loaders } from './loaders/index.js';

const app = express();

await loaders({ app, db });

app.listen(3000);
