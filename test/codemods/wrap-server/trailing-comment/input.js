const app = require('./app');

app.listen(3000); // the port of the proxy
