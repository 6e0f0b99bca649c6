const { publicMessage } = require('./messages');

app.use((err, req, res, next) => res.status(500).send({ text: publicMessage(), error: err.message }));
