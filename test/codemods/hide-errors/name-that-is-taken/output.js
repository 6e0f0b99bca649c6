const { publicMessage } = require('./messages');
const { publicMessage: securePublicMessage } = require('./security');

app.use((err, req, res, next) => res.status(500).send({ text: publicMessage(), error: securePublicMessage(err) }));
