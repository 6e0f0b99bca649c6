import cors from 'cors';
import express from 'express';

const app = express();
const corsOptions = {
  origin: '*',
};

app.use(cors(corsOptions));
