const express = require('express');
const { secureApp } = require('./security');

const app = express();
secureApp(app);
app.use(express.json());
app.set('query parser', 'simple');
