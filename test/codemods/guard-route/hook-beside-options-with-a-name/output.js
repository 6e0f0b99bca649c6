import { loginLimiter } from './security';
const options = { schema: { response: {} } };

export default async function (app) {
  app.post('/login', { ...options, preHandler: loginLimiter }, handler);
  app.post('/other', options, handler);
}
