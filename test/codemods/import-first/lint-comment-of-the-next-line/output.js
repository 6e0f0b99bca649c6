// Types are missing.
require('./security/env');
// eslint-disable-next-line @typescript-eslint/no-var-requires
const legacy = require('./legacy');
