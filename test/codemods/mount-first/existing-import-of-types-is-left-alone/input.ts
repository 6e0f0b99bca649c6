import express from 'express';
import type { Schema } from './security';

const app = express();
let schema: Schema;
