import { Router } from 'express';
import { home } from './config.js';
import { safeRedirect } from './security/redirect';

export const router = Router();

router.post('/login', (req, res) => {
  res.redirect(safeRedirect(req.body.next, home));
});
router.post('/leave', (req, res) => {
  res.redirect(safeRedirect(req.query.next, '/'));
});
