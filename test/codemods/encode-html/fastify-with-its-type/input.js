export default async function (app) {
  app.get('/page', async (request, reply) => {
    reply.type('text/html');
    return `<h1>${request.query.name}</h1>`;
  });
  app.get('/text', async (request, reply) => reply.send(`<h1>${request.query.name}</h1>`));
}
