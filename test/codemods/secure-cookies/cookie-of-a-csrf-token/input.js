const csurf = require('csurf');
app.use(csurf({ cookie: true }));
app.use('/api', csurf({ cookie: { path: '/api' } }));
app.use('/forms', csurf());
