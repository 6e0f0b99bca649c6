const express = require('express');
const app = express();

app.get('/', home);

if (process.env.NODE_ENV !== 'production') {
  app.use(require('morgan')('dev'));
} else {
  app.use(express.static('dist'));
}

app.listen(3000);
