const { secureApp } = require('./security');

secureApp(app);
app.post('/login', login);
