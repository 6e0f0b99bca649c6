var express = require('express'),
    app = express(),
    routes = require('./routes');
var { handleErrors } = require('./security');

app.use(routes);
handleErrors(app);
app.listen(3000);
