import express from 'express';
import { loaders } from './loaders/index.js';
import { handleErrors } from './security';

const app = express();

await loaders({ app, db });
handleErrors(app);

app.listen(3000);
