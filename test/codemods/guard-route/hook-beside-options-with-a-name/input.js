const options = { schema: { response: {} } };

export default async function (app) {
  app.post('/login', options, handler);
  app.post('/other', options, handler);
}
