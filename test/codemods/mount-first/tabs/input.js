const express = require('express');

module.exports = function build(db) {
	const app = express();

	app.use(require('./routes')(db));
	return app;
};
