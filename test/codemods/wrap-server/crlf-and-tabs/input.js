const app = require('./app');

if (require.main === module) {
	app.listen(3000, function () {
		console.log('listening');
	});
}
