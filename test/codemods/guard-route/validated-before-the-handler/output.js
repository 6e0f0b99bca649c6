const express = require('express');
const { validate, schemas } = require('./security');
const router = express.Router();

router.post('/users', requireAuth, validate(schemas.postUsers), (req, res) => {
  res.status(201).json(create(req.body.name));
});
