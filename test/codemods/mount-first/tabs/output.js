const express = require('express');
const { secureApp } = require('./security');

module.exports = function build(db) {
	const app = express();
	secureApp(app);

	app.use(require('./routes')(db));
	return app;
};
