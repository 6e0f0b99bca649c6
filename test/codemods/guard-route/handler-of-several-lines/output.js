const express = require('express')
const { loginLimiter } = require('./security')
const router = express.Router()

router.post('/login', loginLimiter, async (req, res, next) => {
  try {
    res.json(await signIn(req.body))
  } catch (err) {
    next(err)
  }
})
