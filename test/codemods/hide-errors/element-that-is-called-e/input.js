app.get('/', (req, res) => {
  find().then((e) => res.json(e));
  list.forEach((e, index) => res.write(e.message));
});
