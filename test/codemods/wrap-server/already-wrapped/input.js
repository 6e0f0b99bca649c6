const { protectServer } = require('./security');
const app = require('./app');

const server = protectServer(app.listen(3000));
