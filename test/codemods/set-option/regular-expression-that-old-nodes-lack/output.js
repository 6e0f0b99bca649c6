const helmet = require('helmet');
const words = /[\p{L}--[a-z]]/v;

app.use(helmet({ contentSecurityPolicy: { reportOnly: true } }));
