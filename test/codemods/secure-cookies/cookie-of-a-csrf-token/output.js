const csurf = require('csurf');
app.use(csurf({ cookie: { httpOnly: true } }));
app.use('/api', csurf({ cookie: { path: '/api', httpOnly: true } }));
app.use('/forms', csurf());
