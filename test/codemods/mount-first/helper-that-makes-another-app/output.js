const express = require('express');
const { secureApp } = require('./security');

function statusPage() {
  const page = express();
  page.get('/', (req, res) => res.send('up'));
  return page;
}

const app = express();
secureApp(app);
app.use('/status', statusPage());
