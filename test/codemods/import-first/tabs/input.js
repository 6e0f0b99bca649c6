module.exports = {
	start() {
		return require('./app');
	},
};
