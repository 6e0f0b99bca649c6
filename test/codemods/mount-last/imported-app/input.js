const app = require('./app');

app.use('/users', require('./users'));

app.listen(process.env.PORT);
