export default async function (app) {
  app.post('/login', { preValidation: [loginLimiter, passport.authenticate('local')] }, handler);
}
