const checked = { preValidation: passport.authenticate('local') };

export default async function (app) {
  app.post('/login', { ...checked, logLevel: 'warn' }, handler);
}
