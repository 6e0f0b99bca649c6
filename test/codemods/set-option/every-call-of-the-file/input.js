const helmet = require('helmet');

app.use('/api', helmet({ contentSecurityPolicy: false }));
app.use('/docs', helmet({ contentSecurityPolicy: false, hsts: false }));
