const cors = require('cors');
const { corsOptions } = require('./security');

app.options('*', cors());
app.use(cors(corsOptions));
