const express = require('express');

module.exports = function (db) {
	const app = express();
	app.get('/', function (req, res) {
		res.send('hello');
	});

	return app;
};
