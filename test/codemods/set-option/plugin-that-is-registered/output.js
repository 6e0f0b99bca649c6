import helmet from '@fastify/helmet';

export default async function (app) {
  app.register(helmet, { contentSecurityPolicy: { reportOnly: true }, global: true });
}
