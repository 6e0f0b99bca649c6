#!/usr/bin/env node
/*! (c) The Shop Authors */

app.use(function (err, req, res, next) { res.send(err.stack) })
