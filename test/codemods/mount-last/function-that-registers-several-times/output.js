const express = require('express');
const { handleErrors } = require('./security');
const app = express();

const page = (path) => app.get(path, (req, res) => res.sendFile(path));

page('/');
page('/about');
handleErrors(app);
app.listen(3000);
