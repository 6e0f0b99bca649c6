const express = require('express');
const app = express();

app.listen(3000, () => {
  console.log('listening');
});

app.use(express.json());
app.get('/', (req, res) => res.send('hello'));

console.log('started');
