import express from 'express';

const app = express() as express.Express;
const admin = <express.Express>express();

app.use(admin);
