const { loginLimiter } = require('./security');
router.get('/login', page); router.post('/login', loginLimiter, login); router.post('/logout', logout);
