import { describe, expect, it } from 'vitest';
import { authKind, authRoutes } from '../../../src/measures/rate-limit/auth-routes';
import { label, onlyRoute, projectOf, projectOfFile } from '../../project/model/project';

/** `POST /login [handlers]` on a router that is mounted where the path begins. */
async function kindOf(route: string, handlers = '(req, res) => res.end()'): Promise<string | null> {
  const [method, path] = route.split(' ') as [string, string];
  const project = await projectOf({
    'app.js': `const app = require('express')(), passport = require('passport');
      app.${method.toLowerCase()}('${path}', ${handlers});\napp.listen(1);`,
  });
  return authKind(onlyRoute(project));
}

describe('a login is known by its path', () => {
  it.each([
    'POST /login', 'POST /api/v1/login', 'POST /users/login', 'POST /signin', 'POST /sign-in', 'POST /log_in',
    'POST /auth', 'POST /api/auth', 'POST /auth/local', 'POST /login/auth', 'POST /session', 'POST /sessions',
    'POST /api/v2/sessions', 'POST /users/session', 'POST /auth/token', 'POST /oauth/token', 'POST /token',
    'POST /authenticate', 'POST /admin/login', 'ALL /login', 'POST /:tenant/login',
  ])('%s', async (route) => {
    expect(await kindOf(route)).toBe('login');
  }); // prettier-ignore
});

describe('another action on an account is known by its path', () => {
  it.each([
    'POST /register', 'POST /users/register', 'POST /api/signup', 'POST /sign-up', 'POST /auth/registration',
    'POST /forgot', 'POST /forgot-password', 'POST /forgotpassword', 'POST /forgotpw', 'POST /users/forgot_password',
    'POST /reset', 'POST /reset/:token', 'PUT /resetpassword/:token', 'POST /reset-password', 'POST /resetpw',
    'POST /auth/reset', 'POST /password/reset', 'POST /password/email', 'PATCH /account/password', 'PUT /users/:id/password',
    'PUT /me/password', 'POST /change-password', 'PUT /auth/updatepassword', 'POST /otp', 'POST /otp/verify', 'POST /2fa',
    'POST /account/2fa/totp', 'POST /verify-otp', 'POST /verify-email', 'POST /send-code', 'POST /resend-otp',
    'POST /magic-link', 'POST /join', 'POST /auth/join', 'POST /activate', 'POST /users/activate',
    'POST /account/webauthn/register', 'POST /recover', 'POST /send-password-reset', 'POST /password-reset',
  ])('%s', async (route) => {
    expect(await kindOf(route)).toBe('account');
  }); // prettier-ignore
});

describe('these are neither', () => {
  it.each([
    'GET /login', 'GET /register', 'DELETE /session', 'PUT /session', 'POST /logout', 'POST /auth/logout', 'POST /sign-out',
    'POST /refresh', 'POST /refresh-token', 'POST /auth/refresh-tokens', 'POST /token/refresh', 'POST /refresh/token',
    'POST /token/revoke', 'POST /auth/verify', 'POST /csrf', 'POST /me', 'POST /auth/me', 'POST /users', 'POST /tokens',
    'POST /rooms/:id/join', 'POST /rooms/join', 'POST /games/:id/sessions', 'POST /workouts/sessions', 'POST /sessions/:id',
    'POST /cart/reset', 'POST /ai/ai-agent/reset', 'POST /users/:id/cart/reset', 'POST /settings/reset',
    'POST /otp/setup', 'POST /events/:id/register', 'POST /devices/:id/token', 'POST /devices/activate', 'POST /vault/passwords',
    'POST /password/strength', 'POST /authors', 'POST /blogin', 'POST /loginhistory/search', 'POST /articles/:slug/local',
  ])('%s', async (route) => {
    expect(await kindOf(route)).toBe(null);
  }); // prettier-ignore
});

describe('what the path does not say, the handler may', () => {
  it.each([
    ['by its name', 'auth.login', 'login'],
    ['by a longer name', 'handleLoginRequest', 'login'],
    ['by a name for checking', 'users.authenticate', 'login'],
    ['by a name for registering', 'users.signUp', 'account'],
    ['by reading credentials', '(req, res) => create(req.body.email, req.body.password)', 'account'],
    ['by a strategy', "passport.authenticate('local', { failureRedirect: '/' }), users.show", 'login'],
    ['by a strategy of its own', "passport.authenticate('local-signup')", 'account'],
    ['unless a guard is called so', 'authenticate, orders.create', null],
    ['unless a guard looks at a token', "passport.authenticate('jwt'), orders.create", null],
    ['unless it goes elsewhere', "passport.authenticate('google')", null],
    ['unless it is about more than a login', 'users.loginHistory', null],
    ['unless it reads a password alone', '(req, res) => createRoom(req.body.name, req.body.password)', null],
    ['unless it is a mail server', '(req, res) => save(req.body.host, req.body.user, req.body.password)', null],
    [
      'unless an administrator of a plugin makes it',
      'app.admin, (req, res) => create(req.body.email, req.body.password)',
      null,
    ],
  ])('%s', async (_name, handlers, expected) => {
    expect(await kindOf('POST /things', handlers)).toBe(expected);
  });
});

describe('words that mean something else to who is logged in', () => {
  it.each([
    ['POST /sessions', 'requireAuth, sessions.list', null],
    ['POST /users/activate', 'verifyToken, users.activate', null],
    ['POST /auth/token', 'jwtGuard, tokens.create', null],
    ['POST /sessions', 'optionalRequireUser, sessions.create', 'login'],
    ['POST /sessions', 'checkUser, sessions.create', 'login'],
    ['POST /login', 'requireAuth, users.login', 'login'],
    ['POST /change-password', 'requireAuth, users.change', 'account'],
  ])('%s [%s]', async (route, handlers, expected) => {
    expect(await kindOf(route, handlers)).toBe(expected);
  });
});

describe('accounts are made beside the login', () => {
  const routes = (before: string, guards: string, login: string) => `const users = express.Router();
${before}
users.post('/', ${guards}users.create);
users.post('/${login}', users.${login});
app.use('/api/users', users);`;

  it.each([
    ['where nobody is asked', routes('', '', 'login'), ['POST /api/users', 'POST /api/users/login']],
    ['unless a guard asks', routes('', 'auth, ', 'login'), ['POST /api/users/login']],
    ['unless the router asks', routes('users.use(requireAuth());', '', 'login'), ['POST /api/users/login']],
    ['unless there is no login', routes('', '', 'list'), []],
  ])('%s', async (_name, text, expected) => {
    const project = await projectOfFile(
      `const express = require('express');\nconst app = express();\n${text}\napp.listen(1);`,
    );
    expect(authRoutes(project).map(({ route }) => label(route))).toEqual(expected);
  });
});
