export default async function (app) {
  app.post('/login', { preHandler: [check, audit] }, handler);
}
