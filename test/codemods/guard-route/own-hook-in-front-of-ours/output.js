const app = require('fastify')();
const { requireRole } = require('./security/access');
app.get('/me', { preHandler: app.authenticate }, async () => 1);
app.post('/login', { preHandler: [app.authenticate, requireRole('admin')] }, async () => 1);
