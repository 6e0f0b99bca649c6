const router = require('koa-router')();
const koaBody = require('koa-body');
const { loginLimiter } = require('./security');

router.post('/login', koaBody(), loginLimiter, login);
