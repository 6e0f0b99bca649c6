const app = require('./app');
const protectServer = require('./protect');

protectServer(app.listen(3000));
