var session = require('express-session');

app.use(session({ secret: secret, resave: false, saveUninitialized: true }));
