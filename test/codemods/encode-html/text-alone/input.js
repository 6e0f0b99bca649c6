app.get('/echo/:text', (req, res) => {
  res.status(200).send(req.params.text);
});
