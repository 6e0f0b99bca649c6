import { safeRedirect } from './security/redirect';
export default async function routes(app: FastifyInstance) {
  app.get('/go', async (request, reply) => {
    const { url } = request.query as { url: string };
    return reply.redirect(302, safeRedirect(url));
  });
}
