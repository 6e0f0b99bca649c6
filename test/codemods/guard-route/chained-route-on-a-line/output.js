const { loginLimiter } = require('./security');
router.route('/login').get(page).post(loginLimiter, validate, (req, res) => res.send('in'));
