import { FastifyPluginAsync } from 'fastify';

const app: FastifyPluginAsync = async (fastify, opts): Promise<void> => {
  void fastify.register(routes);
};

export default app;
export { app };
