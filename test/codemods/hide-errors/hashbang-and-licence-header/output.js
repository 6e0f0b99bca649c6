#!/usr/bin/env node
/*! (c) The Shop Authors */

const { publicMessage } = require('./security')
app.use(function (err, req, res, next) { res.send(publicMessage(err)) })
