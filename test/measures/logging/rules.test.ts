import { describe, expect, it } from 'vitest';
import { findingsOf, linesOf, app } from '../rules';

const handler = (text: string): string => `app.post('/x', (req, res) => { ${text} });`;

describe('logging/secret', () => {
  it.each([
    ['a token with a name', 'const { token } = req.body; console.error(token);'],
    ['a cookie', 'console.log(req.headers.cookie);'],
    ['a header that is asked for', "console.log(req.get('authorization'));"],
    ['the header of a token', "console.log(req.headers['x-access-token']);"],
    ['an object as text', 'console.log(JSON.stringify({ pwd: req.body.pwd }));'],
    ['debug', "const debug = require('debug')('x'); debug('%s', user.password);"],
    ['a field of a class', 'this.logger.warn(user.refreshToken);'],
  ])('is found with %s', async (_name, text) => {
    expect(await linesOf('logging/secret', handler(text))).toEqual([1]);
  });

  it.each([
    ['a text', "console.log('wrong password');"],
    ['a type of token', 'console.log(token.type, tokenCount, passwordLength);'],
    ['a function', 'function token() {}\nconsole.log(token);'],
    ['the address of something', 'console.log(req.body.passwordResetUrl);'],
    ['one variable', 'console.log(process.env.PORT);'],
    ['development', "if (process.env.NODE_ENV === 'development') console.log(req.body.password);"],
    ['another thing that is called log', 'Math.log(req.body.password); audit.log(token);'],
  ])('is not with %s', async (_name, text) => {
    expect(await linesOf('logging/secret', handler(text))).toEqual([]);
  });

  it('is less of a problem where it is for debugging', async () => {
    const text = (level: string): Record<string, string> => app(handler(`logger.${level}(req.body.password);`));
    expect(await findingsOf('logging/secret', text('debug'))).toMatchObject([{ severity: 'low', fix: 'automatic' }]);
    expect(await findingsOf('logging/secret', text('info'))).toMatchObject([{ severity: 'medium' }]);
  });
});

describe('logging/body', () => {
  it.each([
    ['itself', 'console.log(req.body);', 'low'],
    ['by another name', 'const { body } = req; logger.info({ body });', 'low'],
    ['of a login', "logger.info('sign in', req.body);\nauth.login(req.body);", 'medium'],
    ['with all headers', 'req.log.info(req.headers);', 'medium'],
  ])('is found %s', async (_name, text, severity) => {
    expect(await findingsOf('logging/body', app(handler(text)))).toMatchObject([{ severity }]);
  });

  it.each([
    'console.log(req.body.name);',
    'console.log(Object.keys(req.body));',
    "console.log(req.headers['user-agent']);",
  ])('is not in %s', async (text) => {
    expect(await linesOf('logging/body', handler(text))).toEqual([]);
  });
});

describe('logging/requests', () => {
  const fastify = (made: string): Record<string, string> => ({
    'app.js': `const fastify = require('fastify');\n${made}\napp.get('/', async () => 'ok');\napp.listen({ port: 3000 });\n`,
    'package.json': '{ "main": "app.js", "dependencies": { "fastify": "^5.0.0" } }',
  });
  const build = (given: string): Record<string, string> => ({
    'app.js': `const fastify = require('fastify');\nexports.build = (options) => { const app = fastify({ trustProxy: '10.0.0.1', ...options }); app.get('/', async () => 'ok'); return app; };\n`,
    'server.js': `require('./app').build(${given}).listen({ port: 3000 });\n`,
    'package.json': '{ "main": "server.js", "dependencies": { "fastify": "^5.0.0" } }',
  });

  it.each([
    ['of Fastify', fastify('const app = fastify({ logger: true });')],
    ['of Fastify, but in tests', fastify("const app = fastify({ logger: process.env.NODE_ENV !== 'test' });")],
    ['that is less loud in tests', fastify("const app = fastify({ logger: isTest ? { level: 'error' } : true });")],
    ['that redacts headers', fastify("const app = fastify({ logger: { redact: ['req.headers.authorization'] } });")],
    ['by a name', fastify('const options = { logger: true };\nconst app = fastify(options);')],
    ['that a function is handed', build('{ logger: true }')],
    ['of Express', app("app.use(require('morgan')('tiny'));")],
    ['with a format', app("app.use(require('morgan')(':method :url'));")],
  ])('is found with a logger %s', async (_name, files) => {
    expect(await findingsOf('logging/requests', files)).toMatchObject([{ severity: 'low', fix: 'automatic' }]);
  });

  it.each([
    ['is off', fastify('const app = fastify({ logger: false });')],
    ['leaves requests out', fastify('const app = fastify({ logger: true, disableRequestLogging: true });')],
    ['is for errors', fastify("const app = fastify({ logger: { level: 'error' } });")],
    ['redacts addresses', fastify("const app = fastify({ logger: { redact: ['req.url'] } });")],
    ['is for development', fastify("const app = fastify({ logger: process.env.NODE_ENV !== 'production' });")],
    ['is off where the function is called', build('{ logger: false }')],
    ['belongs to something else', fastify("const app = fastify();\nrequire('./client')({ logger: true });")],
    ['has a function for its format', app("app.use(require('morgan')((tokens, req) => tokens.method(req)));")],
    [
      'says what an address is',
      app("const morgan = require('morgan');\nmorgan.token('url', (req) => req.path);\napp.use(morgan('dev'));"),
    ],
  ])('is not with one that %s', async (_name, files) => {
    expect(await findingsOf('logging/requests', files)).toEqual([]);
  });
});
