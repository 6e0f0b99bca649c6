const { corsOptions } = require('./security');
app.use(require('cors')(corsOptions));
