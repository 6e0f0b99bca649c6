const options = { preValidation: passport.authenticate('local') };

export default async function (app) {
  app.post('/login', options, handler);
}
