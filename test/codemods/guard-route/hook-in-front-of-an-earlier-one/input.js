export default async function (app) {
  app.post('/login', { preValidation: passport.authenticate('local'), preHandler: audit }, handler);
}
