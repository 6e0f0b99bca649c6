const { loginLimiter } = require('./security');
router.get(`/users`, loginLimiter, list);
