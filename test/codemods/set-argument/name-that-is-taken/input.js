const cors = require('cors');
const { corsOptions } = require('./settings');

app.use(cors({ ...corsOptions, origin: '*' }));
