app.get('/', (req, res) => load().catch(({ message }) => res.status(500).send(message)));
