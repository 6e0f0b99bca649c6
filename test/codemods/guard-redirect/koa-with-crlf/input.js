router.get('/go', async (ctx) => {
	ctx.redirect(ctx.query.url, '/home')
})
