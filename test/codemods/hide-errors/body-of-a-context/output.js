const { publicMessage } = require('./security');
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (err) {
    ctx.status = err.status || 500;
    ctx.body = publicMessage(err);
    ctx.state.message = err.message;
  }
});

router.get('/a', async (ctx) => {
  try {
    ctx.body = await load();
  } catch (error) {
    ctx.response.body = { error: publicMessage(error) };
  }
});
