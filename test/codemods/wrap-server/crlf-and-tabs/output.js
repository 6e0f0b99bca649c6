const app = require('./app');
const { protectServer } = require('./security');

if (require.main === module) {
	protectServer(app.listen(3000, function () {
		console.log('listening');
	}));
}
