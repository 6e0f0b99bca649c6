const express = require('express');
const { secureApp } = require('./security');

const app = express();
app.disable('etag');
secureApp(app);

app.use(express.json());
