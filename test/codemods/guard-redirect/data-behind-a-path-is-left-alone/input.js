app.get('/users/:id', (req, res) => {
  res.redirect(`/people/${req.params.id}`);
  res.redirect('/people?id=' + req.query.id);
  res.redirect('back');
});
