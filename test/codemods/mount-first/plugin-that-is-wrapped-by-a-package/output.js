const fp = require('fastify-plugin');
const { secureApp } = require('./security');

module.exports = fp(async (app) => {
  secureApp(app);
  app.get('/', async () => 1);
});
