const app = require('fastify')();
const { validate, schemas } = require('./security');
const { requireRole } = require('./security/access');
app.post('/login', { preHandler: [requireRole('admin'), validate(schemas.postLogin)] }, async () => 1);
