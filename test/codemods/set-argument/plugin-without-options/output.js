const { corsOptions } = require('./security');
module.exports = async (app) => {
  app.register(require('@fastify/cors'), corsOptions);
};
