const express = require('express');
const cors = require('cors');

const auth = require('./routes/auth');
const products = require('./routes/products');
const users = require('./routes/users');

const app = express();

app.use(cors());
app.use(express.json());
app.use(express.urlencoded({ extended: true }));

app.get('/', (req, res) => {
  res.json({ name: 'express-shop', products: '/products' });
});

app.get('/health', (req, res) => {
  res.json({ status: 'ok' });
});

app.use('/auth', auth);
app.use('/products', products);
app.use('/users', users);

app.use((err, req, res, next) => {
  res.status(err.status || 500).json({ error: err.stack });
});

module.exports = app;
