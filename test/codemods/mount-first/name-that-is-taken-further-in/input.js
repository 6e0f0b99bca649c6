import express from 'express';

const app = express();

app.get('/', (req, res) => {
  const secureApp = 'yes';
  res.send(secureApp);
});
