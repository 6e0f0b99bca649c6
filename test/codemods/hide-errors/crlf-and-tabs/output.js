'use strict'
const { publicMessage } = require('./security')

module.exports = function (err, req, res, next) {
	res.status(500).send({ err: publicMessage(err) })
}
