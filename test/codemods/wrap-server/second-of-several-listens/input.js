const admin = require('./admin');
const app = require('./app');

admin.listen(3001);
app.listen(3000);
