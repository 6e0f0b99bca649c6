const app = require('fastify')();
const { validate, schemas } = require('./security');
app.post('/login', { preHandler: validate(schemas.postLogin) }, async () => 1);
