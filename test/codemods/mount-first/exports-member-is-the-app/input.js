const express = require('express');

exports.app = express();

exports.app.use(express.json());
