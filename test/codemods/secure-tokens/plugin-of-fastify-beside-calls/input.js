import jwt from '@fastify/jwt';

app.register(jwt, { secret: process.env.JWT_SECRET });
app.post('/login', async (request, reply) => {
  const refresh = app.jwt.sign({ sub: request.user.id }, { expiresIn: '7d' });
  const access = app.jwt.sign({ sub: request.user.id });
  const another = await reply.jwtSign({ sub: request.user.id }, { algorithm: 'HS512' });
  const ends = await reply.jwtSign({ sub: request.user.id, exp: inAnHour() });
  return { refresh, access, another, ends, own: sign({ sub: 1 }), handed: app.jwt.sign(request.user) };
});
