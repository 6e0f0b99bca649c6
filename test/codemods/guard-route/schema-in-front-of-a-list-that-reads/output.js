const { validate, schemas } = require('./security');
router.post(
  '/login',
  authLimiter,
  validate(schemas.postLogin),
  [
    checkName,
    checkRoles,
  ],
  login,
);
