const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.get('/', home);

if (process.env.NODE_ENV !== 'production') {
  app.use(require('morgan')('dev'));
} else {
  app.use(express.static('dist'));
}
handleErrors(app);

app.listen(3000);
