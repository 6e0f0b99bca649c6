const express = require('express');

function statusPage() {
  const page = express();
  page.get('/', (req, res) => res.send('up'));
  return page;
}

const app = express();
app.use('/status', statusPage());
