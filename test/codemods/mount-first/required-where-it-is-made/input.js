const app = module.exports = new (require('koa'));

app.use(async (ctx) => {
  ctx.body = 'hello';
});
