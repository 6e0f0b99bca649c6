const { publicMessage } = require('./security');
app.use(function (err, req, res, next) {
  if (req.xhr) res.send('Error: ' + publicMessage(err));
  else res.send(`<h1>${publicMessage(err)}</h1><pre>${publicMessage(err)}</pre>`);
});
