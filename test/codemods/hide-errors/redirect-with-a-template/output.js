const { publicMessage } = require('./security');
app.post('/login', (req, res) => {
  signIn(req.body).catch((err) => res.redirect(`/login?error=${publicMessage(err)}`));
});
