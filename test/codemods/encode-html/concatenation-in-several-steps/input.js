app.get('/search', function (req, res) {
  var html = '<p>' + req.query.q + '</p>';
  html += "<input value='" + req.query.q.trim() + "'>";
  res.send(html);
});
