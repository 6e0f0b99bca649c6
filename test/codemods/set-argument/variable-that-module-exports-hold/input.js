const cors = require('cors');
const options = { origin: true };

app.use(cors(options));

module.exports = { app, options };
