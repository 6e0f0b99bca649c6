var express = require('express');
var vhost = require('vhost');

// main app

var main = express();
main.get('/', function (req, res) { res.send('main'); });

// redirect app

var redirect = express();
redirect.use(function (req, res) { res.redirect('http://example.com'); });

// vhost app

var app = module.exports = express();
app.use(vhost('*.example.com', redirect));
app.use(vhost('example.com', main));

app.listen(3000);
