const helmet = require('helmet');

app.use(helmet({ contentSecurityPolicy: { directives: false } }));
app.use(helmet({ contentSecurityPolicy: isDev ? false : undefined }));
app.use(helmet({ hsts: { contentSecurityPolicy: false } }));
