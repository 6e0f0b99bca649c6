const express = require('express');
const { secureApp } = require('./security');

const app = express();
const port = 3000;

app.set('views', './views');
app.set('query parser', 'simple');
app.enable('strict routing');
secureApp(app);
app.locals.title = 'Shop';

app.use(express.json());
