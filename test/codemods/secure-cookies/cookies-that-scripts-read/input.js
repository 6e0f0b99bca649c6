const options = { path: '/' };
app.use((req, res, next) => {
  res.cookie('XSRF-TOKEN', req.csrfToken());
  res.cookie('theme', 'dark');
  res.cookie('csrf', req.csrfToken(), options);
  res.cookie('token', token, options);
  next();
});
