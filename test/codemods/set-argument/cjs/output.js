const cors = require('cors');
const express = require('express');
const { corsOptions } = require('./security');

const app = express();
app.use(cors(corsOptions));
