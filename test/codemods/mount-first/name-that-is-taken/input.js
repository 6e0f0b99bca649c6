const express = require('express');
const secureApp = require('helmet');

const app = express();

app.use(secureApp());
