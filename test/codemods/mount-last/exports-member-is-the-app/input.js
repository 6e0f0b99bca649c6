const express = require('express');

exports.app = express();

exports.app.use(express.json());

exports.start = () => exports.app.listen(3000);
