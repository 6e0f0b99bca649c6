import { load } from './load';

export default async function (app) {
  app.get('/', async (request, reply) => {
    try {
      return await load();
    } catch (error) {
      if (request.query.raw) return reply.send(error);
      return reply.code(500).send({ error: error.message });
    }
  });
}
