const { Router } = require('express');

const router = Router();
router.get('/users', (req, res) => res.json([]));
router.delete('/users/:id', (req, res) => res.end());
router.get('/help', (req, res) => res.end());
module.exports = router;
