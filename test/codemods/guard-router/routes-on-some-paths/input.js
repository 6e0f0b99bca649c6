const { Router } = require('express');

const router = Router();
router.get('/users', (req, res) => res.json([]));
if (process.env.WRITES) {
  router.delete('/users/:id', (req, res) => res.end());
}
module.exports = router;
