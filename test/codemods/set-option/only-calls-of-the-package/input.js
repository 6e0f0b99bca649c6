const helmet = require('./helmet');

app.use(helmet({ contentSecurityPolicy: false }));
configure({ contentSecurityPolicy: false });
