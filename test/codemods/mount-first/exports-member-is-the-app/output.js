const express = require('express');
const { secureApp } = require('./security');

exports.app = express();
secureApp(exports.app);

exports.app.use(express.json());
