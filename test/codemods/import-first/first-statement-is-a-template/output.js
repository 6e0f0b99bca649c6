require('./security/env');
`shop ${1}`.trim()
