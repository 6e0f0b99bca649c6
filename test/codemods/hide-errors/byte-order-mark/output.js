const { publicMessage } = require('./security');
app.use((err, req, res, next) => res.send(publicMessage(err)));
