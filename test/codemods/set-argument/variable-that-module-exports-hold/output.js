const cors = require('cors');
const { corsOptions } = require('./security');
const options = { origin: true };

app.use(cors(corsOptions));

module.exports = { app, options };
