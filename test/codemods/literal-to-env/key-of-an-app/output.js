const Koa = require('koa');

const app = new Koa();
app.keys = [process.env.COOKIE_SECRET];
