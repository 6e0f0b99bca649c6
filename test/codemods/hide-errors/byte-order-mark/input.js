app.use((err, req, res, next) => res.send(err.message));
