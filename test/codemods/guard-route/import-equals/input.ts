import express = require('express');

const router = express.Router();

router.post('/login', (req, res) => res.send('in'));

export = router;
