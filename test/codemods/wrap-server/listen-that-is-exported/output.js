const app = require('./app');
const { protectServer } = require('./security');

module.exports = protectServer(app.listen(3000));
