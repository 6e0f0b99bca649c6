const express = require('express')
const router = express.Router()

router.post('/login', async (req, res, next) => {
  try {
    res.json(await signIn(req.body))
  } catch (err) {
    next(err)
  }
})
