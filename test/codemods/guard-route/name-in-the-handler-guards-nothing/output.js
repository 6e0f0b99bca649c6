const { loginLimiter } = require('./security');

router.post('/login', loginLimiter, (req, res) => {
  note( loginLimiter );
  res.send('in');
});
