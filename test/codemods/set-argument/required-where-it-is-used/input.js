app.use(require('cors')());
