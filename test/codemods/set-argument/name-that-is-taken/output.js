const cors = require('cors');
const { corsOptions: secureCorsOptions } = require('./security');
const corsOptions = { origin: '*' };

app.use(cors(secureCorsOptions));
