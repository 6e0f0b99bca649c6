const Koa = require('koa');
const { secureApp } = require('./security');

module.exports = secureApp(new Koa())
  .use(logger())
  .use(routes);
