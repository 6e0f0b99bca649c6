app.use(function (err, req, res, next) {
  if (req.xhr) res.send('Error: ' + err.message);
  else res.send(`<h1>${err.message}</h1><pre>${err.stack}</pre>`);
});
