const app = require('fastify')();
const { authLimiter, validate, schemas } = require('./security');
app.post('/login', { preHandler: [authLimiter, validate(schemas.postLogin)] }, async () => 1);
