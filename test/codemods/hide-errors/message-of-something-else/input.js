app.post('/', (req, res) => {
  const message = req.body.message;
  res.json({ message, error: result.error });
});
