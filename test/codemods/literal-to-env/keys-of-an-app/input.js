const Koa = require('koa');

const app = new Koa();
app.keys = ['first key', 'second key'];
