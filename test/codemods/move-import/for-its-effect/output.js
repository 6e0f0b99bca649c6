require('./lib/security');
require('./security/env');
