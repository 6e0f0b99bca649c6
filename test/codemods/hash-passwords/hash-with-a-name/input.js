const crypto = require('crypto')
const User = require('./user')

module.exports = async function login(ctx) {
	const user = await User.findById(ctx.params.id)
	const hash = crypto.createHash('sha1').update(ctx.request.body.password).digest('hex')
	if (user.password == hash) ctx.body = 'in'
}

module.exports.change = async function change(ctx, user) {
	const hashed = crypto.createHash('sha1').update(ctx.request.body.password).digest('hex')
	user.password = hashed
	await user.save()
}
