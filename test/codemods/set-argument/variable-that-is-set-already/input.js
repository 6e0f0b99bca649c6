const cors = require('cors');
const { corsOptions } = require('./security');
const options = corsOptions;

app.use(cors(options));
