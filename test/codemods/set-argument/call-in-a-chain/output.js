import express from 'express';
import cors from 'cors';
import { corsOptions } from './security';

export default express().use(cors(corsOptions)).use(express.json());
