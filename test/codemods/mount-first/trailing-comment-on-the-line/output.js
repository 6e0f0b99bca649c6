const express = require('express'); // the framework
const { secureApp } = require('./security');
const app = express(); /* one for all */ // never make another
secureApp(app);
app.use(express.json());
