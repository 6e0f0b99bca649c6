const cors = require('cors')
;[cors()].forEach((each) => app.use(each))
