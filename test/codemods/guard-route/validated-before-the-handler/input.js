const express = require('express');
const router = express.Router();

router.post('/users', requireAuth, (req, res) => {
  res.status(201).json(create(req.body.name));
});
