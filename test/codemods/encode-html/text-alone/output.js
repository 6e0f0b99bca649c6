const { escapeHtml } = require('./security/escape-html');
app.get('/echo/:text', (req, res) => {
  res.status(200).send(escapeHtml(req.params.text));
});
