const router = require('express').Router();

router.post('/like', (req, res) => res.redirect(req.get('referer') || '/'));
router.post('/leave', (req, res) => res.redirect(req.headers.referer));
