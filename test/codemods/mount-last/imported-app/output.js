const app = require('./app');
const { handleErrors } = require('./security');

app.use('/users', require('./users'));
handleErrors(app);

app.listen(process.env.PORT);
