const { secureApp } = require('./security');
const app = module.exports = new (require('koa'));
secureApp(app);

app.use(async (ctx) => {
  ctx.body = 'hello';
});
