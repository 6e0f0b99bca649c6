const { loginLimiter } = require('./security');
router.post('/login', loginLimiter, [
  check('email').isEmail(),
  check('password').notEmpty(),
], login);
