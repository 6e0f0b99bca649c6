const { loginLimiter: secureLoginLimiter } = require('./security');

router.post('/login', secureLoginLimiter, login);
