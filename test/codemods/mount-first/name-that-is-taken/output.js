const express = require('express');
const secureApp = require('helmet');
const { secureApp: secureSecureApp } = require('./security');

const app = express();
secureSecureApp(app);

app.use(secureApp());
