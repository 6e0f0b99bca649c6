const { validate, schemas } = require('./security');
router.post('/login', [asToken, validate(schemas.postLogin), checkRoles], login);
