const cors = require('cors');
const { corsOptions } = require('./security');
const options = { origin: true };

app.options('*', preflight(options));
app.use(cors(corsOptions));
