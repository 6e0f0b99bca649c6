const admin = require('./admin');
const app = require('./app');
const { protectServer } = require('./security');

admin.listen(3001);
protectServer(app.listen(3000));
