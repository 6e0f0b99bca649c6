import cors = require('cors');

app.use(cors());
