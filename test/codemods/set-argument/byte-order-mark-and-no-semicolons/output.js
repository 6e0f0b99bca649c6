const cors = require('cors')
const { corsOptions } = require('./security')
;[cors(corsOptions)].forEach((each) => app.use(each))
