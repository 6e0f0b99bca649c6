var app = require('./app'); var { protectServer } = require('./security'); protectServer(app.listen(3000)); console.log('listening');
