const express = require('express');
const { handleErrors } = require('./security');
const app = express();

app.listen(3000, () => {
  console.log('listening');
});

app.use(express.json());
app.get('/', (req, res) => res.send('hello'));
handleErrors(app);

console.log('started');
