import { loginLimiter } from './security';
export default async function (app) {
  app.post(
    '/login',
    {
      schema: { response: {} },
      config: { public: true },
      preHandler: loginLimiter,
    },
    handler,
  );
}
