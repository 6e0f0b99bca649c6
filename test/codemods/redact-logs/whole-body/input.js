app.post('/x', (req, res) => {
  console.log(req.body);
});
