const { validate, schemas } = require('./security');
router.route('/users')
  .get(list)
  .post(requireAuth, validate(schemas.postUsers), create);
