var cors = require('cors'); var { corsOptions } = require('./security'); app.use(cors(corsOptions)); app.listen(3000);
