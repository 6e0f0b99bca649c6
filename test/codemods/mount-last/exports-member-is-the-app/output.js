const express = require('express');
const { handleErrors } = require('./security');

exports.app = express();

exports.app.use(express.json());
handleErrors(exports.app);

exports.start = () => exports.app.listen(3000);
