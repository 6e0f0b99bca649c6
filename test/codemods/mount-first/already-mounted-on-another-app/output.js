const express = require('express');
const { secureApp } = require('./security');

const admin = express();
secureApp(admin);

const app = express();
secureApp(app);
app.use('/admin', admin);
