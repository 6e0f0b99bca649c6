const { fastify } = require('fastify');

const app = fastify();
app.post('/login', async (request) => login(request.body));
