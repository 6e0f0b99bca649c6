const { json, urlencoded } = require('express');

app.use(json(), urlencoded({ extended: false }));
