export default async function (app) {
  app.post('/login', { schema: { response: {} } }, handler);
}
