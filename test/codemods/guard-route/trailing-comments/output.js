const { loginLimiter } = require('./security');
router.post('/login', /* the form */ loginLimiter, login); // signs in
