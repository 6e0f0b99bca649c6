import * as express from 'express';

const app: express.Application = express();

app.use(express.json());
