import { describe, expect, it } from 'vitest';
import { manifest } from '../../project/model/project';
import { app, findingsOf, linesOf } from '../rules';

describe('features/static-root', () => {
  it.each(["'.'", "'./'", '__dirname', 'process.cwd()', "require('path').resolve(__dirname, '../')"])(
    'is found where %s is served',
    async (folder) => {
      expect(await linesOf('features/static-root', `app.use(express.static(${folder}));`)).toEqual([1]);
    },
  );

  it.each(["'public'", "__dirname + '/public'", "require('path').join(__dirname, '..', 'client')", 'folder'])(
    'is not where %s is served',
    async (folder) => {
      expect(await linesOf('features/static-root', `app.use(express.static(${folder}));`)).toEqual([]);
    },
  );
});

describe('features/debug-route', () => {
  it.each([
    ['as it is', "app.get('/x', (req, res) => res.send(process.env));"],
    ['as text', "app.get('/x', (req, res) => res.send(JSON.stringify(process.env)));"],
    ['inside an object', "app.get('/x', (req, res) => res.json({ env: process.env }));"],
  ])('is found where the environment is sent %s', async (_name, text) => {
    expect(await findingsOf('features/debug-route', app(text))).toMatchObject([{ severity: 'high' }]);
  });

  it('is not where one variable is sent, or the path alone says debug', async () => {
    const text = "app.get('/debug', (req, res) => res.json({ env: process.env.NODE_ENV }));";
    expect(await linesOf('features/debug-route', text)).toEqual([]);
  });
});

describe('features/open-docs', () => {
  it('is not where the function that shows them is called on a condition', async () => {
    const more = {
      'docs.js':
        "const ui = require('swagger-ui-express');\nexports.showDocs = (app) => app.use('/docs', ui.serve, ui.setup({}));\n",
    };
    const calls = (text: string): string => `const { showDocs } = require('./docs');\n${text}`;
    expect(await findingsOf('features/open-docs', { ...app(calls('showDocs(app);')), ...more })).toHaveLength(1);
    expect(
      await findingsOf('features/open-docs', { ...app(calls('if (config.docs) showDocs(app);')), ...more }),
    ).toEqual([]);
  });
});

describe('features/inspector', () => {
  const inspectors = (scripts: Record<string, string>, more: Record<string, string> = {}) =>
    findingsOf('features/inspector', { ...app(''), 'package.json': manifest({ scripts, main: 'app.js' }), ...more });

  it('is found where the app is started with it', async () => {
    expect(await inspectors({ start: 'node --inspect app.js' })).toMatchObject([{ severity: 'medium' }]);
    expect(await inspectors({ 'start:prod': 'node --inspect=0.0.0.0:9229 app.js' })).toMatchObject([
      { severity: 'high', file: 'package.json' },
    ]);
    expect(await inspectors({}, { Dockerfile: 'ENV NODE_OPTIONS="--inspect=0.0.0.0"\n' })).toMatchObject([
      { severity: 'high', file: 'Dockerfile' },
    ]);
  });

  it.each([
    ['start:debug', 'node --inspect app.js'],
    ['dev', 'node --inspect=0.0.0.0 app.js'],
    ['start', 'nodemon --inspect app.js'],
    ['test', 'node --inspect-brk node_modules/.bin/jest'],
    ['start', 'node app.js --inspector-theme=dark'],
  ])('is not where %s runs %s', async (name, script) => {
    expect(await inspectors({ [name]: script }, { 'Dockerfile.dev': 'CMD node --inspect app.js\n' })).toEqual([]);
  });
});

describe('features/open-console', () => {
  const board = (mounted: string): string =>
    `const { ExpressAdapter } = require('@bull-board/express');\nconst boards = new ExpressAdapter();\n${mounted}`;

  it('is found where a board is mounted as it is', async () => {
    expect(await linesOf('features/open-console', board("app.use('/queues', boards.getRouter());"))).toEqual([3]);
  });

  it.each([
    "app.use('/queues', basicAuth(users), boards.getRouter());",
    "app.use('/queues', onlyAdmins, boards.getRouter());",
    "app.use('/queues', requireAuth);\napp.use('/queues', boards.getRouter());",
    "if (process.env.BOARDS) app.use('/queues', boards.getRouter());",
    "app.use('/files', files.getRouter);",
  ])('is not for %s', async (mounted) => {
    expect(await linesOf('features/open-console', board(mounted))).toEqual([]);
  });
});

describe('features/method-override', () => {
  it.each(["['GET']", "['POST', 'get']", 'null'])('is found for %s', async (methods) => {
    const text = `app.use(require('method-override')('_method', { methods: ${methods} }));`;
    expect(await linesOf('features/method-override', text)).toEqual([1]);
  });

  it.each(['', "'_method'", "'_method', { methods: ['POST'] }", "'_method', options"])(
    'is not for %j',
    async (given) => {
      expect(await linesOf('features/method-override', `app.use(require('method-override')(${given}));`)).toEqual([]);
    },
  );
});

describe('features/error-pages', () => {
  it('is found where the app always says that it is in development', async () => {
    expect(await linesOf('features/error-pages', "app.set('env', 'development');")).toEqual([1]);
    const asked = "if (process.env.LOCAL) app.set('env', 'development');\napp.set('env', process.env.NODE_ENV);";
    expect(await linesOf('features/error-pages', asked)).toEqual([]);
  });
});

describe('features/directory-listing', () => {
  it.each(['handler(req, res)', "handler(req, res, { public: 'x' })"])('is found for %s', async (call) => {
    const text = `const handler = require('serve-handler');\nconst f = (req, res) => ${call};`;
    expect(await linesOf('features/directory-listing', text)).toEqual([2]);
  });

  it.each([
    'handler(req, res, options)',
    'handler(req, res, { ...options })',
    'handler(req, res, { directoryListing: false })',
  ])('is not for %s', async (call) => {
    const text = `const handler = require('serve-handler');\nconst f = (req, res) => ${call};`;
    expect(await linesOf('features/directory-listing', text)).toEqual([]);
  });
});

describe('features/unused-package', () => {
  const dependencies = { express: '^5.0.0', ws: '^8.0.0', 'serve-index': '^1.0.0', lodash: '^4.0.0' };
  const find = async (text: string): Promise<string[]> =>
    (await findingsOf('features/unused-package', { 'package.json': manifest({ dependencies }), ...app(text) })).map(
      ({ message }) => message.split(' ')[0]!,
    );

  it('is found for those that open something and that no source names', async () => {
    expect(await find("require('ws');")).toEqual(['serve-index']);
    expect(await find("require('ws'); require('serve-index');")).toEqual([]);
  });
});
