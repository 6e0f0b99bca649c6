const { loginLimiter } = require('./security');

router.post('/login', loginLimiter, login);
