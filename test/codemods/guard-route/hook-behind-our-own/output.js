import { loginLimiter, validate, schemas } from './security';

export default async function (app) {
  app.post('/login', { preHandler: [loginLimiter, validate(schemas.postLogin)] }, handler);
}
