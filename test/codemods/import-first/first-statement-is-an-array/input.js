['./users', './posts'].forEach((path) => app.use(require(path)))
