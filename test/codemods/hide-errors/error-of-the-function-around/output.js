const { publicMessage } = require('./security');
app.get('/', (req, res) => {
  load()
    .catch((err) => {
      cleanUp().then((result) => res.status(500).json({ result, error: publicMessage(err) }));
    });
});
