const app = require('fastify')();
const { authLimiter, validate, schemas } = require('./security');
const { requireRole } = require('./security/access');
app.post('/login', { preHandler: [authLimiter, requireRole('admin'), validate(schemas.postLogin)] }, async () => 1);
