const app = require('./app');
const { protectServer } = require('./security');

connect().then(() => protectServer(app.listen(3000)));
