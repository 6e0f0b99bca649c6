app.get('/page', (req, res) => {
  res.send(`<script>var q = '${req.query.q}';</script>
<a href="${req.query.url}">Link</a>
<p class=${req.query.css} onclick="go('${req.query.go}')" style="color: ${req.query.color}">
<!-- ${req.query.note} -->`);
});
