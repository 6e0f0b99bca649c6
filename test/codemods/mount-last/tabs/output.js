const express = require('express');
const { handleErrors } = require('./security');

module.exports = function (db) {
	const app = express();
	app.get('/', function (req, res) {
		res.send('hello');
	});
	handleErrors(app);

	return app;
};
