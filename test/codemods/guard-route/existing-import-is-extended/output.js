const { secureApp, loginLimiter } = require('./security');

secureApp(app);
app.post('/login', loginLimiter, login);
