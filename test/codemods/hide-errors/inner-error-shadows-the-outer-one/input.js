app.use((err, req, res, next) => {
  try {
    report(err);
  } catch (e) {
    res.status(500).send(e.message);
  }
});
