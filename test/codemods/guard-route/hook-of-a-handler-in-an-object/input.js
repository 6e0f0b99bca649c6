export default async function (app) {
  app.post('/login', { async handler(request) { return login(request.body); } });
}
