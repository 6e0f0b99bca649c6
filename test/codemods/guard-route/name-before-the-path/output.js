const router = require('@koa/router')();
const { loginLimiter } = require('./security');

router.post('login', '/login', loginLimiter, async (ctx) => {
  ctx.body = await login(ctx.request.body);
});
