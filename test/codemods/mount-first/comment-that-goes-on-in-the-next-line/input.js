const express = require('express');
const app = express(); /* one
  for all */
app.use(express.json());
