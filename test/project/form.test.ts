import { describe, expect, it } from 'vitest';
import { detectForm } from '../../src/project/form';
import { readManifest } from '../../src/project/manifest';
import type { Form } from '../../src/types';
import { temporaryFolder } from '../temporary';

interface Case {
  type?: 'module' | 'commonjs';
  /** compilerOptions */
  options?: Record<string, unknown>;
  file: string;
  text: string;
  files?: Record<string, string>;
  package?: Record<string, unknown>;
  form: Partial<Form>;
}

async function formOf({ type, options, file, text, files, package: fields }: Case): Promise<Form> {
  const root = await temporaryFolder({
    'package.json': JSON.stringify({ ...(type ? { type } : {}), ...fields }),
    ...(options ? { 'tsconfig.json': `{ // comment\n "compilerOptions": ${JSON.stringify(options)}, }` } : {}),
    ...files,
    [file]: text,
  });
  return detectForm(root, file, await readManifest(root));
}

const IMPORT = `import express from 'express';\nconst app = express();\n`;
const REQUIRE = `const express = require('express');\nconst app = express();\n`;

const javaScript: Record<string, Case> = {
  'require is CommonJS': {
    file: 'app.js',
    text: REQUIRE,
    form: { language: 'js', module: 'cjs', extension: '.js', importExtension: '', interop: true },
  },
  'type module is ESM with .js': {
    type: 'module',
    file: 'app.js',
    text: IMPORT,
    form: { module: 'esm', importExtension: '.js' },
  },
  'import without a type is ESM, and .js suits Babel and Node.js': {
    file: 'src/app.js',
    text: IMPORT,
    form: { module: 'esm', extension: '.js', importExtension: '.js' },
  },
  'import without a type follows imports that carry nothing': {
    file: 'src/app.js',
    text: `import routes from './routes';\nimport config from './config.json';\n${IMPORT}`,
    form: { module: 'esm', importExtension: '' },
  },
  'an ESM package behind a bundler follows imports that carry nothing': {
    type: 'module',
    file: 'app.js',
    text: `import routes from './user.routes';\n${IMPORT}`,
    form: { module: 'esm', importExtension: '' },
  },
  'words in comments and strings are no evidence': {
    file: 'app.js',
    text: `/*\nimport x from './x.js';\n*/\nconst help = \`\nimport y from './y.js';\n\`;\n${REQUIRE}`,
    form: { module: 'cjs', importExtension: '' },
  },
  'require with .js is followed': {
    file: 'app.js',
    text: `${REQUIRE}const a = require('./a.js');\n`,
    form: { module: 'cjs', importExtension: '.js' },
  },
  'a file without either is CommonJS': { file: 'app.js', text: 'app = 1;\n', form: { module: 'cjs' } },
  'a file that does not parse is CommonJS': { file: 'app.js', text: 'const = ;;; {{{', form: { module: 'cjs' } },
  '.mjs stays .mjs': {
    file: 'server.mjs',
    text: IMPORT,
    form: { module: 'esm', extension: '.mjs', importExtension: '.mjs' },
  },
  '.cjs stays .cjs in an ESM package': {
    type: 'module',
    file: 'server.cjs',
    text: REQUIRE,
    form: { module: 'cjs', extension: '.cjs', importExtension: '.cjs' },
  },
  'a file without extension is JavaScript': {
    file: 'bin/www',
    text: `#!/usr/bin/env node\n${REQUIRE}`,
    form: { language: 'js', module: 'cjs', extension: '.js', importExtension: '' },
  },
  'the nearest package.json decides': {
    file: 'server/app.js',
    text: 'export default 1;\n',
    files: { 'server/package.json': '{"type":"module"}' },
    form: { module: 'esm', importExtension: '.js' },
  },
};

const typeScript: Record<string, Case> = {
  'commonjs with interop': {
    options: { module: 'CommonJS', esModuleInterop: true, target: 'ES2022' },
    file: 'src/app.ts',
    text: IMPORT,
    form: {
      language: 'ts',
      module: 'cjs',
      extension: '.ts',
      importExtension: '',
      interop: true,
      verbatimCommonJs: false,
    },
  },
  'commonjs without interop': {
    options: { module: 'commonjs' },
    file: 'app.ts',
    text: `import express = require('express');`,
    form: { module: 'cjs', interop: false },
  },
  'no module option and an old target is commonjs': {
    options: {},
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'cjs', interop: false },
  },
  'NodeNext in a module package is ESM with .js': {
    type: 'module',
    options: { module: 'NodeNext' },
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'esm', importExtension: '.js', interop: true },
  },
  'node16 without a type is CommonJS': {
    options: { module: 'node16' },
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'cjs', importExtension: '', interop: true },
  },
  'verbatimModuleSyntax in CommonJS': {
    options: { module: 'nodenext', verbatimModuleSyntax: true },
    file: 'app.ts',
    text: `import express = require('express');`,
    form: { module: 'cjs', verbatimCommonJs: true },
  },
  'verbatimModuleSyntax in ESM': {
    type: 'module',
    options: { module: 'nodenext', verbatimModuleSyntax: true },
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'esm', verbatimCommonJs: false },
  },
  'bundler resolution needs no extension': {
    type: 'module',
    options: { module: 'ESNext', moduleResolution: 'bundler', noEmit: true },
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'esm', importExtension: '', interop: true },
  },
  'bundler resolution that tsc emits for Node.js needs .js': {
    type: 'module',
    options: { module: 'ESNext', moduleResolution: 'bundler', outDir: 'dist' },
    package: { scripts: { build: 'tsc -p .', check: 'tsc --noEmit', start: 'node dist/app.js' } },
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'esm', importExtension: '.js' },
  },
  'preserve is ESM': {
    options: { module: 'preserve' },
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'esm', importExtension: '', interop: true },
  },
  'esnext without interop': {
    options: { module: 'esnext', moduleResolution: 'node' },
    file: 'app.ts',
    text: `import * as express from 'express';`,
    form: { module: 'esm', importExtension: '', interop: false },
  },
  'imports that carry .ts are followed': {
    type: 'module',
    options: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true },
    file: 'app.ts',
    text: `import { a } from './a.ts';\n${IMPORT}`,
    form: { module: 'esm', importExtension: '.ts' },
  },
  'imports that carry .js are followed under bundler resolution': {
    type: 'module',
    options: { module: 'esnext', moduleResolution: 'bundler', noEmit: true },
    file: 'app.ts',
    text: `import { a } from './a.js';\n${IMPORT}`,
    form: { importExtension: '.js' },
  },
  '.mts stays .mts and is imported as .mjs': {
    options: { module: 'nodenext' },
    file: 'app.mts',
    text: IMPORT,
    form: { module: 'esm', extension: '.mts', importExtension: '.mjs' },
  },
  '.cts is CommonJS in an ESM package': {
    type: 'module',
    options: { module: 'nodenext' },
    file: 'app.cts',
    text: `import express = require('express');`,
    form: { module: 'cjs', extension: '.cts', importExtension: '.cjs' },
  },
  'decorators parse': {
    type: 'module',
    options: { module: 'nodenext', experimentalDecorators: true },
    file: 'app.ts',
    text: `import { a } from './a.js';\n@Module({})\nclass App { constructor(@Inject() private readonly x: number) {} }\n`,
    form: { importExtension: '.js' },
  },
  'an inherited option counts': {
    type: 'module',
    file: 'app.ts',
    text: IMPORT,
    files: {
      'tsconfig.json': '{"extends":"./base.json"}',
      'base.json': '{"compilerOptions":{"module":"NodeNext","verbatimModuleSyntax":true}}',
    },
    form: { module: 'esm', importExtension: '.js' },
  },
  'a broken extends leaves the own options': {
    file: 'app.ts',
    text: IMPORT,
    files: {
      'tsconfig.json': '{"extends":"@tsconfig/node20/tsconfig.json","compilerOptions":{"module":"commonjs"}}',
    },
    form: { module: 'cjs', interop: true },
  },
  'a broken extends that hides the module follows the package': {
    type: 'module',
    file: 'app.ts',
    text: IMPORT,
    files: { 'tsconfig.json': '{"extends":["./gone.json"]}' },
    form: { module: 'esm', importExtension: '.js', interop: true },
  },
  'a tsconfig of references leads to the one that includes the file': {
    file: 'src/app.ts',
    text: `import express = require('express');`,
    files: {
      'tsconfig.json': '{"files":[],"references":[{"path":"./web"},{"path":"./tsconfig.server.json"}]}',
      'web/tsconfig.json': '{"compilerOptions":{"module":"esnext"}}',
      'tsconfig.server.json': '{"compilerOptions":{"module":"commonjs"},"include":["src"]}',
    },
    form: { module: 'cjs', interop: false },
  },
  'TypeScript 6 has interop and ESM by default': {
    type: 'module',
    options: {},
    package: { devDependencies: { typescript: '^6.0.0' } },
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'esm', interop: true },
  },
  'without a tsconfig the package decides': {
    type: 'module',
    file: 'app.ts',
    text: IMPORT,
    form: { module: 'esm', importExtension: '.js', interop: true },
  },
};

describe('detectForm of JavaScript', () => {
  it.each(Object.entries(javaScript))('%s', async (_name, testCase) => {
    expect(await formOf(testCase)).toMatchObject(testCase.form);
  });
});

describe('detectForm of TypeScript', () => {
  it.each(Object.entries(typeScript))('%s', async (_name, testCase) => {
    expect(await formOf(testCase)).toMatchObject(testCase.form);
  });

  it('takes the text that is given rather than the file', async () => {
    const root = await temporaryFolder({ 'package.json': '{}', 'app.js': REQUIRE });
    expect(await detectForm(root, 'app.js', await readManifest(root), IMPORT)).toMatchObject({ module: 'esm' });
  });
});
