const { validate } = require('./joi');
const schemas = require('./schemas');
const { validate: secureValidate, schemas: secureSchemas } = require('./security');

router.post('/users', validate(schemas.user), secureValidate(secureSchemas.postUsers), create);
