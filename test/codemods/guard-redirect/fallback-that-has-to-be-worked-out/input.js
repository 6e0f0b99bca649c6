import { Router } from 'express';
import { homeOf } from './users.js';

export const router = Router();

router.post('/login', async (req, res) => {
  res.redirect(req.query.next || (await homeOf(req.user)));
});
router.get('/back', (req, res) => res.redirect(303, req.query.next ?? req.session.user.home));
router.get('/leave', (req, res) => res.redirect(req.query.next || (req.user ? '/' : '/login')));
