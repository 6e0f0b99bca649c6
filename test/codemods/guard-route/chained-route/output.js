const router = require('express').Router();
const { loginLimiter } = require('./security');

router
  .route('/login')
  .get(page)
  .post(loginLimiter, login)
  .delete(logout);
