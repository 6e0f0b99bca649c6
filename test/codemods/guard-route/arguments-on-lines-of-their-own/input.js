const express = require('express');
const router = express.Router();

router.post(
  '/login',
  passport.authenticate('local', { session: false }),
  async (req, res) => {
    res.json(req.user);
  },
);
