import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifest } from '../../project/model/project';
import { type Outcome, run } from '../../support/tempered';
import { writeFiles } from '../../temporary';
import { lint } from './linted';

/** Each linter in the majors that people have, with the packages that its configuration imports. */
const LINTERS: Record<string, Record<string, string>> = {
  'eslint 8': { eslint: '8.57.1', '@eslint/js': '8.57.1', 'typescript-eslint': '8.73.0', typescript: '5.9.3' },
  'eslint 9': { eslint: '9.39.5', '@eslint/js': '9.39.5', 'typescript-eslint': '8.73.0', typescript: '5.9.3' },
  'eslint 10': { eslint: '10.15.0', '@eslint/js': '^10.0.0', 'typescript-eslint': '8.73.0', typescript: '5.9.3' },
  'biome 1': { '@biomejs/biome': '1.9.4' },
  'biome 2': { '@biomejs/biome': '2.6.8' },
  'oxlint 1': { oxlint: '1.0.0' },
  'oxlint 1.94': { oxlint: '1.94.0' },
};
const COMMANDS: Record<string, string[]> = {
  eslint: ['eslint', '.'],
  biome: ['biome', 'lint', '.'],
  oxlint: ['oxlint', '.'],
};

/** Breaks two of the rules: they become warnings. */
const CODE = "const express = require('express');\nlet app = express();\nif (app.x == 1) app.y();\napp.listen(3000);\n";
const CLEAN = CODE.replace('==', '===');
/** Breaks one that nothing of the project does. */
const BAD = 'var a = 1;\nmodule.exports = a;\n';

const FLAT = {
  'eslint.config.mjs':
    "import js from '@eslint/js';\n\nexport default [\n  js.configs.recommended,\n  {\n    files: ['*.js'],\n    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', module: 'writable' } },\n  },\n];\n",
};
const TYPED = {
  'eslint.config.mjs':
    "// @ts-check\nimport js from '@eslint/js';\nimport tseslint from 'typescript-eslint';\n\nexport default tseslint.config(\n  js.configs.recommended,\n  {\n    files: ['**/*.js'],\n    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', module: 'writable' } },\n  },\n);\n",
};
const DEFINED = {
  'eslint.config.cjs':
    "const { defineConfig } = require('eslint/config');\n\nmodule.exports = defineConfig([{ languageOptions: { sourceType: 'commonjs' } }]);\n",
};
const LEGACY =
  '{\n  "root": true,\n  // for Node\n  "env": { "node": true, "es2022": true },\n  "rules": { "semi": 2 }\n}\n';
const biome = (rules: object): Record<string, string> => ({
  'biome.json': `${JSON.stringify({ linter: { rules } }, null, 2)}\n`,
});

const CASES: [linter: string, form: string, files: Record<string, string>][] = [
  ['eslint 8', 'flat', FLAT],
  ['eslint 8', 'JSON', { '.eslintrc.json': LEGACY }],
  ['eslint 8', 'no extension', { '.eslintrc': LEGACY }],
  ['eslint 8', 'YAML', { '.eslintrc.yml': 'root: true\nenv:\n  node: true\n  es2022: true\nrules:\n  semi: error\n' }],
  [
    'eslint 8',
    'CommonJS',
    { '.eslintrc.cjs': 'module.exports = { root: true, env: { node: true, es2022: true } };\n' },
  ],
  ['eslint 9', 'flat', FLAT],
  ['eslint 9', 'typed', TYPED],
  ['eslint 9', 'defined', DEFINED],
  ['eslint 10', 'flat', FLAT],
  ['eslint 10', 'typed', TYPED],
  ['eslint 10', 'defined', DEFINED],
  ['biome 1', 'nothing recommended', biome({ recommended: false, correctness: { noUnreachable: 'error' } })],
  ['biome 2', 'recommended', biome({ suspicious: { noDebugger: 'error' } })],
  ['biome 2', 'nothing recommended', biome({ recommended: false })],
  ['oxlint 1', 'rules', { '.oxlintrc.json': '{\n  "rules": {\n    "no-debugger": "error"\n  }\n}\n' }],
  ['oxlint 1.94', 'rules', { '.oxlintrc.json': '{\n  "rules": {\n    "no-debugger": "error"\n  }\n}\n' }],
];

let folder: string;
const home = (linter: string): string => path.join(folder, linter.replace(/\W/g, '-'));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tempered-linters-'));
  for (const [name, dependencies] of Object.entries(LINTERS)) {
    await writeFiles(home(name), { 'package.json': JSON.stringify({ private: true, dependencies }) });
    const { code, stderr } = await run('npm', ['install', '--no-audit', '--no-fund', '--silent'], home(name));
    expect(code, stderr).toBe(0);
  }
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(CASES)('%s, %s', (linter, form, files) => {
  const [program = ''] = linter.split(' ');
  const packages = LINTERS[linter]!;

  const check = (root: string): Promise<Outcome> => {
    const [name = '', ...args] = COMMANDS[program]!;
    return run(path.join(home(linter), 'node_modules/.bin', name), args, root);
  };

  it(
    'reads the rules, fails for none that was broken before, and for each that is broken now',
    { timeout: 60_000 },
    async () => {
      const own = {
        'package.json': manifest({ main: 'app.js', devDependencies: packages }),
        'app.js': form === 'recommended' ? CLEAN : CODE,
        ...files,
      };
      const { root, findings, changed } = await lint(own);
      expect(findings).toMatchObject([{ fix: 'automatic' }]);
      // For what its configuration imports; others would lint what is there.
      if (program === 'eslint') await symlink(path.join(home(linter), 'node_modules'), path.join(root, 'node_modules'));
      const after = await check(root);
      expect(after.code, JSON.stringify(changed) + after.stdout + after.stderr).toBe(0);
      await writeFiles(root, { 'bad.js': BAD });
      const broken = await check(root);
      expect(broken.code).toBe(1);
      expect(broken.stdout + broken.stderr).toMatch(/no-?var/i);
      // It was nothing to the configuration as it was.
      await writeFiles(root, files);
      expect((await check(root)).code).toBe(0);
    },
  );
});
