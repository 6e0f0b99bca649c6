const { Router } = require('express');
const { requireRole } = require('./security/access');

const router = Router();
router.use(requireRole('owner', 'admin'));
router.get('/users', (req, res) => res.json([]));
router.delete('/users/:id', (req, res) => res.end());
module.exports = router;
