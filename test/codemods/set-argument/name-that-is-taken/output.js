const cors = require('cors');
const { corsOptions } = require('./settings');
const { corsOptions: secureCorsOptions } = require('./security');

app.use(cors(secureCorsOptions));
