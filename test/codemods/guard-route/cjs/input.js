const router = require('express').Router();

router.post('/login', (req, res) => res.send('in'));

module.exports = router;
