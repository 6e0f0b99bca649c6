const cors = require('cors');

app.options('*', cors());
app.use(cors());
