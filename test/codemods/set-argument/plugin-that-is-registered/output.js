import cors from '@fastify/cors';
import { corsOptions } from './security';

export default async function (app) {
  app.register(cors, corsOptions);
}
