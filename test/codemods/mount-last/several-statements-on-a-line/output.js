const express = require('express'); const { handleErrors } = require('./security'); const app = express(); app.use(routes); handleErrors(app); app.listen(3000);
