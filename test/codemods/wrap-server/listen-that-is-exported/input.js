const app = require('./app');

module.exports = app.listen(3000);
