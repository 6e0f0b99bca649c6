const express = require('express');
const { protectServer } = require('./security');

const app = express();

protectServer(app.listen(3000));
