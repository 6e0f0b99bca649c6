const cookieParser = require('cookie-parser');

module.exports = (app) => {
  app.use(cookieParser('kekse und so'));
  app.use('/admin', cookieParser('kekse und so'));
};
