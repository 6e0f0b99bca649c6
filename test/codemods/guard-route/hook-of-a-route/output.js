const { fastify } = require('fastify');
const { loginLimiter } = require('./security');

const app = fastify();
app.post('/login', { preHandler: loginLimiter }, async (request) => login(request.body));
