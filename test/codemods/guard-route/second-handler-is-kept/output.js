const { loginLimiter } = require('./security');
router.post('/login', loginLimiter, csrf(), login, remember);
