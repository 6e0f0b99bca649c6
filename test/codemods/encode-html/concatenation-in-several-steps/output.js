var { escapeHtml } = require('./security/escape-html');
app.get('/search', function (req, res) {
  var html = '<p>' + escapeHtml(req.query.q) + '</p>';
  html += "<input value='" + escapeHtml(req.query.q.trim()) + "'>";
  res.send(html);
});
