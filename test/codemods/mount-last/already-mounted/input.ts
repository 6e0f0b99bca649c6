import express from 'express';
import { handleErrors } from './security';

const app = express();

app.use(routes);
handleErrors(app);

app.listen(3000);
