const express = require('express'); // the framework
const app = express(); /* one for all */ // never make another
app.use(express.json());
