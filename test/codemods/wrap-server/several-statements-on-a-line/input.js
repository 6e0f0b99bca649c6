var app = require('./app'); app.listen(3000); console.log('listening');
