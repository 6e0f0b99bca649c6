router.post('/login', [
  check('email').isEmail(),
  check('password').notEmpty(),
], login);
