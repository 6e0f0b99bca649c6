const { authJwt } = require('./auth');
const { requireRole } = require('./security/access');
module.exports = (app) => {
  app.post(
    '/login',
    authJwt.verify,
    requireRole('admin'),
    controller.admin
  );
};
