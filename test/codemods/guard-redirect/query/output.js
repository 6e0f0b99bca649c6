const express = require('express');
const { safeRedirect } = require('./security/redirect');
const app = express();

app.get('/go', (req, res) => res.redirect(safeRedirect(req.query.to)));
