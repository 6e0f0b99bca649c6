import { Router } from 'express';
import cors from 'cors';
import { loginLimiter, validate, schemas } from './security';

export const router = Router();
router.post('/login', cors(), loginLimiter, validate(schemas.postLogin), (req, res) => res.end());
