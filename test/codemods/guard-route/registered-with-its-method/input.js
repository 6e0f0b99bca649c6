import Router from '@koa/router';

const router = new Router();
router.register('/login', ['POST'], [audit, login]);
