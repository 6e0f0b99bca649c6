const Router = require('@koa/router');

const router = new Router({ prefix: '/admin' });

router.get('/users', (ctx) => { ctx.body = []; });
router.delete('/users/:id', (ctx) => { ctx.body = {}; });
module.exports = router;
