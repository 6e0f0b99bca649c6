const { authenticate } = require('./auth');
const router = require('express').Router();
const { requireRole } = require('./security/access');

router.get('/me', authenticate, (req, res) => res.end());
router.post('/login', authenticate, requireRole('admin'), (req, res) => res.end());
