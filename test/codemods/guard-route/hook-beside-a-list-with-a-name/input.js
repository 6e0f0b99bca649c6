const guards = [check, audit];

export default async function (app) {
  app.post('/login', { preHandler: guards }, handler);
}
