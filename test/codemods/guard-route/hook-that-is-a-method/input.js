export default async function (app) {
  app.post('/login', { async preHandler(request) { await check(request); } }, handler);
}
