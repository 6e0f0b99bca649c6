const helmet = require('helmet');

app.use('/api', helmet({ contentSecurityPolicy: { reportOnly: true } }));
app.use('/docs', helmet({ contentSecurityPolicy: { reportOnly: true }, hsts: false }));
