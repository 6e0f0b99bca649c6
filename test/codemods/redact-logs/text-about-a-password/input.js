app.post('/x', (req, res) => {
  console.log('password changed', Boolean(req.body.password), req.body.password.length);
});
