const express = require('express');
const { users } = require('../lib/store');
const { verify } = require('../lib/token');

const router = express.Router();

router.get('/me', (req, res) => {
  const claims = verify(req.headers.authorization);
  if (!claims) {
    return res.status(401).json({ message: 'Log in first' });
  }
  const { id, email, name, role } = users.findOne({ id: claims.sub });
  res.json({ id, email, name, role });
});

module.exports = router;
