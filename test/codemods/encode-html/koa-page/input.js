router.get('/hello', async (ctx) => {
  ctx.body = `<h1>${ctx.query.name}</h1>`;
});
router.get('/text', async (ctx) => {
  ctx.body = 'Hello ' + ctx.query.name;
});
