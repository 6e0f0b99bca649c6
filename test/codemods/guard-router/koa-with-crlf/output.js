const Router = require('@koa/router');
const { requireRole } = require('./security/access');

const router = new Router({ prefix: '/admin' });
router.use(requireRole('admin'));

router.get('/users', (ctx) => { ctx.body = []; });
router.delete('/users/:id', (ctx) => { ctx.body = {}; });
module.exports = router;
