import Fastify from 'fastify';

export const app = Fastify();

app.post<{ Body: Login }>(
  '/login',
  async (request) => login(request.body),
);
