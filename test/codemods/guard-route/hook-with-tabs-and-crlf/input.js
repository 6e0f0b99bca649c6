module.exports = async (app) => {
	app.post('/login', {
		schema: {}
	}, handler)
}
