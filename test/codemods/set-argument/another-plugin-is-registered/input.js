module.exports = async (app) => {
  app.register(require('@fastify/helmet'), { global: true });
};
