const cors = require('cors');
const options = { origin: true };

app.options('*', preflight(options));
app.use(cors(options));
