import { Router } from 'express';
import cors from 'cors';
import { loginLimiter, validate, schemas } from './security';
import { requireRole } from './security/access';

export const router = Router();
router.post('/login', cors(), loginLimiter, requireRole('admin'), validate(schemas.postLogin), (req, res) => res.end());
