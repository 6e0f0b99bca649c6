import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { manifest } from '../../project/model/project';
import { lint, written } from './linted';

const SAFE = ['no-eval', 'no-implied-eval', 'no-new-func', 'no-extend-native'];

describe('the rules of a linter', () => {
  it('are added to a flat configuration, where the linter itself finds them', async () => {
    const config = "module.exports = [\n  {\n    rules: {\n      semi: 'error',\n    },\n  },\n];\n";
    const { root, changed } = await lint({ 'eslint.config.js': config });
    expect(Object.keys(changed)).toEqual(['eslint.config.js']);
    const found = (await new ESLint({ cwd: root }).calculateConfigForFile('app.js')) as { rules: object };
    expect(found.rules).toMatchObject({
      ...Object.fromEntries([...SAFE, 'no-var'].map((rule) => [rule, expect.arrayContaining([2])])),
      'prefer-const': [2, { destructuring: 'all' }],
      eqeqeq: [2, 'always', { null: 'ignore' }],
      semi: [2],
    });
  });

  it('have no say where the configuration has one', async () => {
    const config = "const strict = require('./strict');\n\nmodule.exports = [...strict, {}];\n";
    const strict = "module.exports = [{ rules: { 'no-var': 'off', eqeqeq: ['warn', 'smart'] } }];\n";
    const { root } = await lint({ 'eslint.config.js': config, 'strict.js': strict });
    const found = (await new ESLint({ cwd: root }).calculateConfigForFile('app.js')) as { rules: object };
    expect(found.rules).toMatchObject({ 'no-var': [0], eqeqeq: [1, 'smart'], 'no-eval': expect.arrayContaining([2]) });
  });

  it('are warnings where something breaks them, in tests as well', async () => {
    const { changed } = await lint({
      '.eslintrc.json': '{\n  "rules": {}\n}\n',
      'test/a.test.js': 'var a = 1 == 2;\n',
    });
    expect(JSON.parse(changed['.eslintrc.json']!)).toEqual({
      rules: {
        ...Object.fromEntries(SAFE.map((rule) => [rule, 'error'])),
        'no-var': 'warn',
        'prefer-const': ['error', { destructuring: 'all' }],
        eqeqeq: ['warn', 'always', { null: 'ignore' }],
      },
    });
  });

  it('are left to the user where a warning is an error and all that is missing is broken', async () => {
    const rules = Object.fromEntries(SAFE.map((rule) => [rule, 'error']));
    const { findings, changed } = await lint({
      'package.json': manifest({ main: 'app.js', scripts: { lint: 'eslint . --max-warnings 0' } }),
      '.eslintrc.json': JSON.stringify({ rules: { ...rules, eqeqeq: 'error', 'prefer-const': 'error' } }),
      'old.js': 'var a = 1;\n',
    });
    expect(findings).toMatchObject([{ fix: 'manual', message: expect.stringContaining('no-var') }]);
    expect(changed).toEqual({});
  });

  it('are added there where others than those that are missing are broken', async () => {
    const rules = Object.fromEntries(SAFE.slice(1).map((rule) => [rule, 'error']));
    const { findings } = await lint({
      'package.json': manifest({ main: 'app.js', scripts: { lint: 'eslint . --max-warnings 0' } }),
      '.eslintrc.json': JSON.stringify({ rules: { ...rules, eqeqeq: 0, 'prefer-const': 0, 'no-var': 0 } }),
      'old.js': 'var a = 1;\n',
    });
    expect(findings).toMatchObject([{ fix: 'automatic', message: expect.stringContaining(SAFE[0]!) }]);
  });

  it.each([[{ scripts: { lint: 'eslint . --max-warnings 0' } }], [{ devDependencies: { 'lint-staged': '^16.0.0' } }]])(
    'are left out where a warning is an error: %j',
    async (fields) => {
      const { root } = await lint({
        'package.json': manifest({ main: 'app.js', ...fields }),
        '.eslintrc.json': '{ "rules": { "no-console": 0 } }',
        'old.js': 'var a = 1;\n',
      });
      expect(await written(root, '.eslintrc.json')).toEqual({
        rules: expect.not.objectContaining({ 'no-var': expect.anything() }),
      });
      expect(await written(root, '.eslintrc.json')).toMatchObject({ rules: { 'no-eval': 'error', 'no-console': 0 } });
    },
  );

  it('stand among those of the older kind, comments and all', async () => {
    const text =
      '{\n  // ours\n  "env": { "node": true },\n  "rules": {\n    "semi": ["error", "always"] // always\n  }\n}\n';
    const { changed } = await lint({ '.eslintrc.json': text });
    const [before, after] = text.split(' // always');
    expect(changed['.eslintrc.json']!.startsWith(`${before}, // always\n    "no-eval": "error",`)).toBe(true);
    expect(
      changed['.eslintrc.json']!.endsWith(
        `"no-implicit-globals": "error",\n    "no-var": "error",\n    "prefer-const": ["error", { "destructuring": "all" }],\n    "eqeqeq": ["error", "always", { "null": "ignore" }]${after}`,
      ),
    ).toBe(true);
  });

  it('stand in package.json where the configuration does', async () => {
    const { changed } = await lint({
      'package.json': manifest({ main: 'app.js', eslintConfig: { extends: 'eslint:recommended' } }),
    });
    expect(JSON.parse(changed['package.json']!)).toMatchObject({ eslintConfig: { rules: { 'no-eval': 'error' } } });
  });

  it.each([
    ['biome.json', { $schema: 'https://biomejs.dev/schemas/2.6.0/schema.json' }, { suspicious: { noVar: 'error' } }],
    [
      'biome.jsonc',
      { $schema: 'https://biomejs.dev/schemas/1.9.4/schema.json', linter: { rules: { recommended: false } } },
      { security: { noGlobalEval: 'error' }, style: { noVar: 'error', useConst: 'error' } },
    ],
  ])('of Biome are those that it does not have on: %s', async (file, config, rules) => {
    const { root } = await lint({ [file]: JSON.stringify(config) });
    expect(await written(root, file)).toMatchObject({ linter: { rules } });
  });

  it('of oxlint are those that it does not have on', async () => {
    const { root } = await lint({ '.oxlintrc.json': '{ "rules": { "eqeqeq": "off" } }' });
    expect(await written(root, '.oxlintrc.json')).toMatchObject({ rules: { eqeqeq: 'off', 'no-new-func': 'error' } });
  });

  it.each([
    ['there is no linter', {}],
    ['Biome only formats', { 'biome.json': '{ "linter": { "enabled": false } }' }],
    ['a preset has them', { '.eslintrc.json': '{ "extends": ["airbnb-base", "prettier"] }' }],
    [
      'nothing reads the configuration any more',
      {
        '.eslintrc.json': '{}',
        'package.json': manifest({ main: 'app.js', devDependencies: { eslint: '^9.0.0' } }),
      },
    ],
  ])('are not missing where %s', async (_why, files) => {
    const { findings, changed } = await lint(files);
    expect(findings).toEqual([]);
    expect(changed).toEqual({});
  });

  it('are left to the owner where the configuration belongs to more than this package, or is made by a function', async () => {
    const { findings, changed } = await lint(
      {
        'eslint.config.js': 'module.exports = [];\n',
        'api/package.json': manifest({ main: 'app.js' }),
        'api/app.js': "require('express')().listen(1);\n",
      },
      { within: 'api' },
    );
    expect(findings).toMatchObject([{ file: '../eslint.config.js', fix: 'manual' }]);
    expect(changed).toEqual({});
    const made = await lint({ 'eslint.config.js': "module.exports = require('@company/lint')();\n" });
    expect(made.findings).toMatchObject([{ file: 'eslint.config.js', fix: 'manual' }]);
  });

  it('are not missing any more', async () => {
    const config = { 'eslint.config.mjs': 'export default [{ rules: {} }];\n' };
    const first = await lint(config);
    const second = await lint(first.changed as Record<string, string>);
    expect([first.findings.length, second.findings.length]).toEqual([1, 0]);
  });
});
