import { describe, expect, it } from 'vitest';
import { type Files, labels, manifest, projectOf } from './project';

const serve = "const app = require('express')();\napp.listen(3000);\n";
const paths = async (files: Files): Promise<string[]> => (await projectOf(files)).files.map(({ path }) => path);

describe('the files of a project are those that its entry loads', () => {
  it('by relative imports, evaluated before what imports them', async () => {
    const files = {
      'app.mjs': "import './a.mjs';\nimport express from 'express';\nexport * from './b.mjs';\nexpress().listen(1);\n",
      'a.mjs': "import './c.mjs';",
      'b.mjs': 'export const b = 1;',
      'c.mjs': '',
      'unused.mjs': '',
    };
    expect(await paths(files)).toEqual(['c.mjs', 'a.mjs', 'b.mjs', 'app.mjs']);
  });

  it('by require, import() and import =', async () => {
    const files = {
      'app.ts': `import b = require('./b');\nconst a = require('./a');\nimport('./c');\n${serve}`,
      'a.ts': '',
      'b.ts': '',
      'c.ts': '',
    };
    expect(await paths(files)).toEqual(['b.ts', 'a.ts', 'c.ts', 'app.ts']);
  });

  it('not by imports of types alone', async () => {
    const files = { 'app.ts': `import type { A } from './a';\n${serve}`, 'a.ts': 'export type A = 1;' };
    expect(await paths(files)).toEqual(['app.ts']);
  });

  it('by folders with an index, and names with dots', async () => {
    const files = {
      'app.js': `require('./routes'); require('./user.route'); require('.//lib/');\n${serve}`,
      'routes/index.js': '',
      'user.route.js': '',
      'lib/index.js': '',
    };
    expect(await paths(files)).toEqual(['routes/index.js', 'user.route.js', 'lib/index.js', 'app.js']);
  });

  it('by .js that means .ts', async () => {
    const files = {
      'package.json': manifest({ type: 'module' }),
      'src/app.ts': "import './a.js';\nimport './b.mjs';\nimport express from 'express';\nexpress().listen(1);\n",
      'src/a.ts': '',
      'src/b.mts': '',
    };
    expect(await paths(files)).toEqual(['src/a.ts', 'src/b.mts', 'src/app.ts']);
  });

  it('by the paths and the baseUrl of tsconfig', async () => {
    const options = { baseUrl: '.', paths: { '@/*': ['src/*'], config: ['src/settings/index.ts'] } };
    const files = {
      'tsconfig.json': JSON.stringify({ compilerOptions: options }),
      'src/app.ts': `import '@/routes/users';\nimport 'config';\nimport 'src/plain';\n${serve}`,
      'src/routes/users.ts': '',
      'src/settings/index.ts': '',
      'src/plain.ts': '',
    };
    expect(await paths(files)).toEqual(['src/routes/users.ts', 'src/settings/index.ts', 'src/plain.ts', 'src/app.ts']);
  });

  it.each([
    ['the folder that a script names for imports', { scripts: { start: 'NODE_PATH=./src node src/app.js' } }, 'src/'],
    ['the root, with rootpath', { dependencies: { express: '^5.0.0', rootpath: '0.1.2' } }, ''],
  ])('by %s, and packages beside it', async (_name, fields, folder) => {
    const files = {
      'package.json': manifest({ main: `${folder}app.js`, ...fields }),
      [`${folder}app.js`]: `require('_helpers/users');\nrequire('express');\n${serve}`,
      [`${folder}_helpers/users.js`]: '',
    };
    expect(await paths(files)).toEqual([`${folder}_helpers/users.js`, `${folder}app.js`]);
  });

  it('with relative imports where tsconfig extends what is not there', async () => {
    const files = {
      'tsconfig.json': '{ "extends": "@acme/missing/tsconfig.json" }',
      'src/app.ts': `import './a';\n${serve}`,
      'src/a.ts': '',
    };
    expect(await paths(files)).toEqual(['src/a.ts', 'src/app.ts']);
  });

  it('by the paths of a tsconfig that extends what is not there', async () => {
    const files = {
      'tsconfig.json':
        '{ "extends": "@acme/missing/tsconfig.json", "compilerOptions": { /* own */ "paths": { "@/*": ["./src/*"] } } }',
      'src/app.ts': `import '@/a';\n${serve}`,
      'src/a.ts': '',
    };
    expect(await paths(files)).toEqual(['src/a.ts', 'src/app.ts']);
  });

  it('once, where files import each other', async () => {
    const files = { 'app.js': `require('./a');\n${serve}`, 'a.js': "require('./b');", 'b.js': "require('./a');" };
    expect(await paths(files)).toEqual(['b.js', 'a.js', 'app.js']);
  });

  it('without JSON, packages, missing files and what lies outside', async () => {
    const files = {
      'app.js': `require('./data.json'); require('lodash'); require('./gone'); require('../../etc/x');\n${serve}`,
      'data.json': '{}',
      'node_modules/lodash/index.js': '',
    };
    const project = await projectOf(files);
    expect(project.files.map(({ path }) => path)).toEqual(['app.js']);
    expect(project.skipped).toEqual([]);
  });

  it('counting those that cannot be parsed', async () => {
    const files = { 'app.js': `require('./broken'); require('./fine');\n${serve}`, 'broken.js': 'if (', 'fine.js': '' };
    const project = await projectOf(files);
    expect(project.files.map(({ path }) => path)).toEqual(['fine.js', 'app.js']);
    expect(project.skipped).toEqual(['broken.js']);
  });

  it('each as its own kind of module', async () => {
    const files = { 'app.js': `require('./a');\n${serve}`, 'a.mjs': '', 'a.js': 'exports.a = 1;' };
    expect((await projectOf(files)).files.map(({ module }) => module)).toEqual(['cjs', 'cjs']);
  });
});

describe('a folder that is loaded name by name', () => {
  it.each([
    ['a template', 'require(`./routes/${name}`)'],
    ['a concatenation', "require('./routes/' + name + '.js')"],
    ['a concatenation from __dirname', "require(__dirname + '/routes/' + name)"],
    ['path.join', "require(path.join(__dirname, 'routes', name))"],
    ['path.resolve of a concatenation', "require(path.resolve(__dirname + '/./routes/' + name))"],
    ['a constant', 'require(path.join(folder, name))'],
    ['import()', 'import(`./routes/${name}.js`)'],
  ])('counts as loaded, by %s', async (_name, load) => {
    const files = {
      'app.js': `const path = require('path');
        const folder = path.join(__dirname, 'routes');
        for (const name of require('fs').readdirSync(folder)) ${load};\n${serve}`,
      'routes/users.js': "module.exports = require('express').Router().post('/login', (req, res) => res.end());",
      'routes/users.test.js': '',
      'routes/deeper/more.js': '',
      'elsewhere.js': '',
    };
    const project = await projectOf(files);
    expect(project.files.map(({ path }) => path)).toEqual(['routes/users.js', 'app.js']);
    expect(project.routes.map(({ localPath }) => localPath)).toEqual(['/login']);
    expect(labels(project)).toEqual(['POST ?']);
  });

  it('does not, where the folder is not known or is the project', async () => {
    const load = 'require(name); require(`./${name}`); require(process.cwd() + name); require(`${name}/routes`);';
    const files = { 'app.js': `const name = process.argv[2];\n${load}\n${serve}`, 'other.js': '' };
    expect(await paths(files)).toEqual(['app.js']);
  });
});
