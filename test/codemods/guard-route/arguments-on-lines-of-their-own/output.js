const express = require('express');
const { loginLimiter } = require('./security');
const router = express.Router();

router.post(
  '/login',
  loginLimiter,
  passport.authenticate('local', { session: false }),
  async (req, res) => {
    res.json(req.user);
  },
);
