const fp = require('fastify-plugin');

module.exports = fp(async (app) => {
  app.get('/', async () => 1);
});
