const { publicMessage } = require('./security');
app.use((err, req, res, next) => {
  try {
    report(err);
  } catch (e) {
    res.status(500).send(publicMessage(e));
  }
});
