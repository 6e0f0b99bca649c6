const router = require('@koa/router')();
const { loginLimiter } = require('./security');
router.del('/users/:id', loginLimiter, remove);
