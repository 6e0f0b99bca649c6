import bcrypt from 'bcryptjs'

export async function hash(password) {
	const salt = await bcrypt.genSalt(4)
	return bcrypt.hash(password, salt)
}
