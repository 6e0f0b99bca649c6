const express = require('express');
const { products } = require('../lib/store');

const router = express.Router();

router.get('/', (req, res) => {
  const { q } = req.query;
  const wanted = q ? q.toLowerCase() : '';
  res.json(products.all().filter((product) => product.name.toLowerCase().includes(wanted)));
});

router.get('/:id', (req, res) => {
  const product = products.findOne({ id: Number(req.params.id) });
  if (!product) {
    return res.status(404).json({ message: 'No such product' });
  }
  res.json(product);
});

module.exports = router;
