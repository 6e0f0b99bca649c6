const cors = require('cors');
const corsOptions = { origin: '*' };

app.use(cors(corsOptions));
