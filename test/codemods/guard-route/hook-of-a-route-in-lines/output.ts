import Fastify from 'fastify';
import { loginLimiter } from './security';

export const app = Fastify();

app.post<{ Body: Login }>(
  '/login',
  { preHandler: loginLimiter },
  async (request) => login(request.body),
);
