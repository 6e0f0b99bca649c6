const security = require('./security/index');
