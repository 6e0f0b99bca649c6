import express = require('express');
import security = require('./security');

const router = express.Router();

router.post('/login', security.loginLimiter, (req, res) => res.send('in'));

export = router;
