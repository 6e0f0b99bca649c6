const app = require('./app');
const protectServer = require('./protect');
const { protectServer: secureProtectServer } = require('./security');

protectServer(secureProtectServer(app.listen(3000)));
