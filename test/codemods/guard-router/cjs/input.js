const router = require('express').Router();
const users = require('./users');

// Everybody.
router.get('/users', users.list);
router.delete('/users/:id', users.remove);

module.exports = router;
