const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.get('/routes', (req, res) => {
  res.json(list(app));
});
app.post('/reload', reload);
handleErrors(app);

function reload(req, res) {
  refresh(app);
  res.end();
}

app.listen(3000);
