const { Router } = require('express');
const { requireRole } = require('./security/access');

module.exports = (db) => {
  const router = Router();
  router.use(requireRole('admin'));
  router.get('/users', (req, res) => res.json(db.users()));
  router.delete('/users/:id', (req, res) => res.json(db.remove(req.params.id)));
  return router;
};
