const express = require('express');
const app = express();

const page = (path) => app.get(path, (req, res) => res.sendFile(path));

page('/');
page('/about');
app.listen(3000);
