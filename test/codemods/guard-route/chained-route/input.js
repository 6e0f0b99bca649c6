const router = require('express').Router();

router
  .route('/login')
  .get(page)
  .post(login)
  .delete(logout);
