const app = require('./app');

app.listen(3000);

const later = require('./later');
later.start();
