const { loginLimiter } = require('./security')
module.exports = async (app) => {
	app.post('/login', {
		schema: {},
		preHandler: loginLimiter
	}, handler)
}
