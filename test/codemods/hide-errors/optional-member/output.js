const { publicMessage } = require('./security');
app.get('/', (req, res) => load().catch((err) => res.status(500).send(publicMessage(err) ?? 'failed')));
