fastify.post('/login', (request, reply) => {
  reply.setCookie('token', token, { path: '/' }).send({ ok: true });
});
