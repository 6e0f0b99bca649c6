const { publicMessage } = require('./security');
app.get('/a', async (req, res) => {
  try {
    res.json(await load());
  } catch (err) {
    const { message } = err;
    const text = String(err);
    log.error(message, text);
    res.status(500).json({ message: publicMessage(err), text: publicMessage(err) });
  }
});
