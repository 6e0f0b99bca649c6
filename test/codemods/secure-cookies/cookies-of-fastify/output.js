fastify.register(require('@fastify/session'), { secret, cookie: { secure: 'auto' } });
fastify.register(require('@fastify/session'), { secret });
fastify.post('/login', (request, reply) => {
  reply.setCookie('token', token, { path: '/', secure: 'auto' }).send({ ok: true });
});
