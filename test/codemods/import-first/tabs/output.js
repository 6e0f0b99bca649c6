require('./security/env');
module.exports = {
	start() {
		return require('./app');
	},
};
