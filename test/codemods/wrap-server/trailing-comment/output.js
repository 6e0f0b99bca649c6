const app = require('./app');
const { protectServer } = require('./security');

protectServer(app.listen(3000)); // the port of the proxy
