const { loginLimiter } = require('./security');
router.get(/^[\p{L}--[a-z]]$/v, letter);
router.post('/login', loginLimiter, login);
