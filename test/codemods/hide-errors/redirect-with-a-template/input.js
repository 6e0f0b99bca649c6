app.post('/login', (req, res) => {
  signIn(req.body).catch((err) => res.redirect(`/login?error=${err.message}`));
});
