const { Router } = require('express');

module.exports = (db) => {
  const router = Router();
  router.get('/users', (req, res) => res.json(db.users()));
  router.delete('/users/:id', (req, res) => res.json(db.remove(req.params.id)));
  return router;
};
