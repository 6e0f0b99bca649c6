var cors = require('cors'); app.use(cors()); app.listen(3000);
