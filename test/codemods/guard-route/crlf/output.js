const router = require('express').Router();
const { loginLimiter } = require('./security');

router.post(
  '/login',
  loginLimiter,
  (req, res) => res.send('in'),
);
