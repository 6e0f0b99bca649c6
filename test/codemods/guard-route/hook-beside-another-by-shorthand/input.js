export default async function (app) {
  app.post('/login', { preHandler }, handler);
}
