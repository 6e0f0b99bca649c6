const router = require('@koa/router')();
router.del('/users/:id', remove);
