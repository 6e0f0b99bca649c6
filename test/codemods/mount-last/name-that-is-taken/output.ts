import express from 'express';
import { handleErrors } from './errors';
import { handleErrors as secureHandleErrors } from './security';

const app = express();

app.use(routes);
app.use(handleErrors);
secureHandleErrors(app);
