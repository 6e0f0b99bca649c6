const express = require('express');

const app = express();

app.post('/login', (req, res) => res.send('ok'));

app.listen(3000);
