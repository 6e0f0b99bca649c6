const { publicMessage } = require('./security');
app.use(function (err, req, res, next) {
  res.render('error', { message: publicMessage(err), error: publicMessage(err) });
});
