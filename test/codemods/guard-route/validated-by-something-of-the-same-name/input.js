const { validate } = require('./joi');
const schemas = require('./schemas');

router.post('/users', validate(schemas.user), create);
