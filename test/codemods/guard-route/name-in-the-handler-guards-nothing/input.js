const { loginLimiter } = require('./security');

router.post('/login', (req, res) => {
  note( loginLimiter );
  res.send('in');
});
