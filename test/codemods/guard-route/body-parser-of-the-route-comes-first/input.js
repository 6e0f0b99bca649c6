const router = require('koa-router')();
const koaBody = require('koa-body');

router.post('/login', koaBody(), login);
