const router = require('express').Router();

router.get('/', async (req, res) => {
  try {
    res.json(await list());
  } catch (error) {
    console.error(error.message);
    res.status(500).json({ error: error.message });
  }
});
