const app = require('./app');

connect().then(() => app.listen(3000));
