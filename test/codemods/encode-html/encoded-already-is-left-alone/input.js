const { escape: esc } = require('./text');
const page = (title) => `<h1>${title.replace(/</g, '&lt;')}</h1>`;

app.get('/hello', (req, res) => {
  const name = sanitize(req.query.name);
  res.send(`<h1>${name}</h1> ${esc(req.query.q)} ${Number(req.query.page)} ${encodeURIComponent(req.query.id)}`);
});
