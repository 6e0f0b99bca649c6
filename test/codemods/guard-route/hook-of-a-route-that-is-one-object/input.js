export default async function (app) {
  app.route({
    method: 'POST',
    url: '/login',
    handler: async (request) => login(request.body),
  });
}
