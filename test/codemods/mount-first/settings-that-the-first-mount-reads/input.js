const express = require('express');

const app = express();
const port = 3000;

app.set('views', './views');
app.set('query parser', 'simple');
app.enable('strict routing');
app.locals.title = 'Shop';

app.use(express.json());
