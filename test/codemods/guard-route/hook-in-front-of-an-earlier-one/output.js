import { loginLimiter } from './security';
export default async function (app) {
  app.post('/login', { preValidation: [loginLimiter, passport.authenticate('local')], preHandler: audit }, handler);
}
