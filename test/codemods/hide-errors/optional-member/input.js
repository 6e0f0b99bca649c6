app.get('/', (req, res) => load().catch((err) => res.status(500).send(err?.message ?? 'failed')));
