require('./security/env');
/* istanbul ignore next */
// prettier-ignore
const matrix = [1,0,
                0,1];
