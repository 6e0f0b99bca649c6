const { safeRedirect } = require('./security/redirect')
router.get('/go', async (ctx) => {
	ctx.redirect(safeRedirect(ctx.query.url), '/home')
})
