const { escapeHtml } = require('./security/escape-html');
router.get('/hello', async (ctx) => {
  ctx.body = `<h1>${escapeHtml(ctx.query.name)}</h1>`;
});
router.get('/text', async (ctx) => {
  ctx.body = 'Hello ' + ctx.query.name;
});
