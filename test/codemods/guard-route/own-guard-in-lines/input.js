const { authJwt } = require('./auth');
module.exports = (app) => {
  app.post(
    '/login',
    controller.admin
  );
};
