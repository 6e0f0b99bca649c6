import express from 'express';
import { handleErrors } from './errors';

const app = express();

app.use(routes);
app.use(handleErrors);
