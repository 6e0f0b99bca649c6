const express = require('express');
const { Router } = express;

const router = Router();
const app = express();

app.use(router);
