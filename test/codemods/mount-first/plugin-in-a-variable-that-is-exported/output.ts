import { FastifyPluginAsync } from 'fastify';
import { secureApp } from './security';

const app: FastifyPluginAsync = async (fastify, opts): Promise<void> => {
  secureApp(fastify);
  void fastify.register(routes);
};

export default app;
export { app };
