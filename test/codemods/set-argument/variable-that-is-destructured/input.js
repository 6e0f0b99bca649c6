const cors = require('cors');
const { options } = require('./config');

app.use(cors(options));
