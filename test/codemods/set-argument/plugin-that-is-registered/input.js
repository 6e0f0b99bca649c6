import cors from '@fastify/cors';

export default async function (app) {
  app.register(cors, { origin: true });
}
