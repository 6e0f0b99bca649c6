const express = require('express');
const { users } = require('../lib/store');
const { sign } = require('../lib/token');

const router = express.Router();

router.post('/register', (req, res) => {
  const { email, password, name } = req.body;
  if (users.findOne({ email })) {
    return res.status(409).json({ message: 'This address is taken' });
  }
  const user = users.insert({ email: email.trim(), password: password.trim(), name });
  res.status(201).json({ id: user.id, email: user.email });
});

router.post('/login', async (req, res) => {
  const { email, password } = req.body;
  const user = await users.findOne({ email, password });
  if (!user) {
    console.log(`Failed login of ${email.slice(0, 2)}***`);
    return res.status(401).json({ message: 'Wrong address or password' });
  }
  res.json({ token: sign({ sub: user.id, role: user.role }) });
});

module.exports = router;
