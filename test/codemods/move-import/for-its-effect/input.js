require('./security');
require('./security/env');
