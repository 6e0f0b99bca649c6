const { publicMessage } = require('./security');
app.get('/', (req, res) => {
  find().then((shop) => res.json(shop), (e) => res.json(publicMessage(e)));
});
app.get('/all', (req, res) => {
  list().catch((reason) => res.send(publicMessage(reason)));
});
