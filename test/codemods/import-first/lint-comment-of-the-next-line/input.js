// Types are missing.
// eslint-disable-next-line @typescript-eslint/no-var-requires
const legacy = require('./legacy');
