fastify.register(require('@fastify/session'), { secret, cookie: { secure: false } });
fastify.register(require('@fastify/session'), { secret });
fastify.post('/login', (request, reply) => {
  reply.setCookie('token', token, { path: '/' }).send({ ok: true });
});
