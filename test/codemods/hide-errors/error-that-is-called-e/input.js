app.get('/', (req, res) => {
  find().then((shop) => res.json(shop), (e) => res.json(e));
});
app.get('/all', (req, res) => {
  list().catch((reason) => res.send(reason));
});
