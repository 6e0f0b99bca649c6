// The server
require('./security/env');
const app = require('./app');
app.listen(3000);
