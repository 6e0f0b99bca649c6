const express = require('express');
const { secureApp } = require('./security');
const { Router } = express;

const router = Router();
const app = express();
secureApp(app);

app.use(router);
