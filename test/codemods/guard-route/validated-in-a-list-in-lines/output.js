const { validate, schemas } = require('./security');
router.post('/users', [
  upload.none(),
  validate(schemas.postUsers),
  createUser,
]);
