const app = require('./app');
const { protectServer } = require('./security');

protectServer(app.listen(3000));

const later = require('./later');
later.start();
