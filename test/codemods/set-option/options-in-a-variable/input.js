const helmet = require('helmet');
const options = { contentSecurityPolicy: false };

app.use(helmet(options));
