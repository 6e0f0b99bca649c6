import { loginLimiter } from './security';
const shared = { config: {} };

export default async function (app) {
  app.post('/login', { ...shared, schema, preHandler: loginLimiter }, handler);
}
