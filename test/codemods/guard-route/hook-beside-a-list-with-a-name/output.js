import { loginLimiter } from './security';
const guards = [check, audit];

export default async function (app) {
  app.post('/login', { preHandler: [loginLimiter, ...guards] }, handler);
}
