const { loginLimiter, secureApp } = require('./security');
secureApp(app);
app.post('/login', [loginLimiter, other], login);
