import { loginLimiter } from './security';
export default async function (app) {
  app.route({
    method: 'POST',
    url: '/login',
    preHandler: loginLimiter,
    handler: async (request) => login(request.body),
  });
}
