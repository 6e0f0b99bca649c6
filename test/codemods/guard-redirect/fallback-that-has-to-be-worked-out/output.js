import { Router } from 'express';
import { homeOf } from './users.js';
import { safeRedirect } from './security/redirect';

export const router = Router();

router.post('/login', async (req, res) => {
  res.redirect(safeRedirect(req.query.next, '') || await homeOf(req.user));
});
router.get('/back', (req, res) => res.redirect(303, safeRedirect(req.query.next, '') || req.session.user.home));
router.get('/leave', (req, res) => res.redirect(safeRedirect(req.query.next, '') || (req.user ? '/' : '/login')));
