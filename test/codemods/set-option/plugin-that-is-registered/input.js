import helmet from '@fastify/helmet';

export default async function (app) {
  app.register(helmet, { contentSecurityPolicy: false, global: true });
}
