const cors = require('cors');
const { corsOptions } = require('./security');
app.use(cors(corsOptions));
