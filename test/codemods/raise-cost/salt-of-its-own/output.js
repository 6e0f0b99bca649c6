import bcrypt from 'bcryptjs'

export async function hash(password) {
	const salt = await bcrypt.genSalt(12)
	return bcrypt.hash(password, salt)
}
