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
