const router = require('@koa/router')();

router.post('login', '/login', async (ctx) => {
  ctx.body = await login(ctx.request.body);
});
