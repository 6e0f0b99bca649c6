const app = require('fastify')();
app.get('/me', { preHandler: app.authenticate }, async () => 1);
app.post('/login', async () => 1);
