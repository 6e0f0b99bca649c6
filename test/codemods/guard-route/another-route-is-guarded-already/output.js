const { loginLimiter } = require('./security');

router.post('/signin', loginLimiter, login);
router.post('/login', loginLimiter, login);
