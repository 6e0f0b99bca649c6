import express = require('express');
import security = require('./security');

const app = express();
security.secureApp(app);

app.use(express.json());

export = app;
