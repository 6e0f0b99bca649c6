import { loginLimiter } from './security';

export default async function (app) {
  app.post('/login', { preHandler: loginLimiter }, handler);
}
