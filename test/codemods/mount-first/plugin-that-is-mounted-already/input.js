import { secureApp } from './security';

export default async function (fastify, opts) {
  secureApp(fastify);
  fastify.get('/', async () => 1);
}
