export default async function (app) {
  app.post('/login', { preHandler: production ? check : undefined }, handler);
}
