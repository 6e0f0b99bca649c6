const crypto = require('crypto')
const User = require('./user')
const { hashPassword, verifyPassword } = require('./security/passwords')

module.exports = async function login(ctx) {
	const user = await User.findById(ctx.params.id)
	const hash = crypto.createHash('sha1').update(ctx.request.body.password).digest('hex')
	if (await verifyPassword(ctx.request.body.password, user.password, {
		old: () => hash,
		renew: (hash) => user.updateOne({ password: hash }),
	})) ctx.body = 'in'
}

module.exports.change = async function change(ctx, user) {
	const hashed = await hashPassword(ctx.request.body.password)
	user.password = hashed
	await user.save()
}
