app.use((e, req, res, next) => { console.error(e); res.status(500); res.send(e.message); });
