const { publicMessage } = require('./security');

app.use((err, req, res, next) => res.status(500).json({ err: publicMessage(err) }));
