const { authenticate } = require('./auth');
const router = require('express').Router();

router.get('/me', authenticate, (req, res) => res.end());
router.post('/login', (req, res) => res.end());
