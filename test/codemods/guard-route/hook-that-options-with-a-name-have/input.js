const options = { preHandler: check };

export default async function (app) {
  app.post('/login', options, handler);
}
