module.exports = async (app) => {
  app.register(require('@fastify/cors'));
};
