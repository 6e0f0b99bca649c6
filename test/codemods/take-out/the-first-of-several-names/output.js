const { secureApp } = require('./security');
secureApp(app);
app.post('/login', [other], login);
