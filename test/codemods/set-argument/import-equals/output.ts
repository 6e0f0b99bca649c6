import cors = require('cors');
import security = require('./security');

app.use(cors(security.corsOptions));
