const Koa = require('koa');

module.exports = new Koa()
  .use(logger())
  .use(routes);
