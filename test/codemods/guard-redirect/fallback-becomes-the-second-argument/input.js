import { Router } from 'express';
import { home } from './config.js';

export const router = Router();

router.post('/login', (req, res) => {
  res.redirect(req.body.next || home);
});
router.post('/leave', (req, res) => {
  res.redirect(req.query.next ?? '/');
});
