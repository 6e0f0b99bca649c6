const express = require('express');
const { secureApp } = require('./security');

const admin = express();
secureApp(admin);

const app = express();
app.use('/admin', admin);
