const login = async (req, res) => {
	const { email } = req.body
	const user = await User.findOne({
		email,
		active: true
	})
	res.json(user)
}
