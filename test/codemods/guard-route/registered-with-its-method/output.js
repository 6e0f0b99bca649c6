import Router from '@koa/router';
import { loginLimiter } from './security';

const router = new Router();
router.register('/login', ['POST'], [loginLimiter, audit, login]);
