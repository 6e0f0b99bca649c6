const { loginLimiter } = require('./security');
router.post('/login', countAttempts);
router.get('/login', page);
router.post('/login', loginLimiter, login);
