import cors from 'cors';
import express from 'express';
import { corsOptions as secureCorsOptions } from './security';

const app = express();
const corsOptions = secureCorsOptions;

app.use(cors(corsOptions));
