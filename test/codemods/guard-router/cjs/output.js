const { requireRole } = require('./security/access');
const router = require('express').Router();
router.use(requireRole('admin'));
const users = require('./users');

// Everybody.
router.get('/users', users.list);
router.delete('/users/:id', users.remove);

module.exports = router;
