const { Router } = require('express');

const router = Router();
const other = Router();
router.get('/users', (req, res) => res.json([]));
other.delete('/users/:id', (req, res) => res.end());
module.exports = { router, other };
