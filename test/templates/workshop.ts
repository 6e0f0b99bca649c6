import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { renderCode, renderTemplate } from '../../src/edits/template';
import type { Form, JsonObject, Style } from '../../src/types';
import { templateData } from './data';
import { probeApp } from './probe-app';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const compiler = path.join(repository, 'node_modules/typescript/bin/tsc');

export const ownStyle: Style = { quote: "'", semicolons: true, indent: '  ', eol: '\n', trailingComma: 'all' };

const esm: Form = {
  language: 'ts',
  module: 'esm',
  extension: '.ts',
  importExtension: '.js',
  interop: true,
  verbatimCommonJs: false,
  brackets: true,
};

/** Forms of the generated modules, each with the compiler options of a project that has it. */
export const forms = {
  'ts-esm': { form: esm, options: { module: 'nodenext', verbatimModuleSyntax: true } },
  'ts-bundler': {
    form: { ...esm, importExtension: '' },
    options: { module: 'esnext', moduleResolution: 'bundler', noEmit: true },
  },
  'ts-cjs': {
    form: { ...esm, module: 'cjs', importExtension: '' },
    options: { module: 'commonjs', esModuleInterop: true },
  },
  'ts-cjs-without-interop': {
    form: { ...esm, module: 'cjs', importExtension: '', interop: false },
    options: { module: 'commonjs', esModuleInterop: false },
  },
  'ts-cjs-verbatim': {
    form: { ...esm, module: 'cjs', importExtension: '', verbatimCommonJs: true },
    options: { module: 'nodenext', verbatimModuleSyntax: true },
  },
  'js-esm': { form: { ...esm, language: 'js', extension: '.js', brackets: false }, options: null },
  'js-cjs': {
    form: { ...esm, language: 'js', module: 'cjs', extension: '.js', importExtension: '', brackets: false },
    options: null,
  },
} satisfies Record<string, { form: Form; options: JsonObject | null }>;

export type FormName = keyof typeof forms;

export interface Installation {
  folder: string;
  /** Of the framework. */
  major: number;
  remove(): Promise<void>;
}

/** The packages for Express, and others on top or in their place. */
export const install = (express: 4 | 5, others: string[] = []): Promise<Installation> =>
  installFor('express', express, others);

/** A temporary folder with the packages of templates/versions, and others on top or in their place. */
export async function installFor(framework: string, major: number, others: string[] = []): Promise<Installation> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `tempered-${framework}-${major}-`));
  await cp(
    path.join(repository, `templates/versions/${framework}-${major}/package.json`),
    path.join(folder, 'package.json'),
  );
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', ...others], {
    cwd: folder,
  });
  return { folder, major, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface AppOptions {
  form: FormName;
  style?: Partial<Style>;
  /** Data on top of the usual, by module. */
  data?: Record<string, JsonObject>;
}

/** Writes the probe app with its security folder, compiles it where it is TypeScript, and returns what to start. */
export async function makeApp(
  installation: Installation,
  name: string,
  options: AppOptions,
): Promise<{ cwd: string; entry: string }> {
  const cwd = path.join(installation.folder, name);
  const { form, options: compilerOptions } = forms[options.form];
  const style = { ...ownStyle, ...options.style };
  await mkdir(path.join(cwd, 'src/security'), { recursive: true });
  await writeFile(
    path.join(cwd, 'package.json'),
    JSON.stringify({ type: form.module === 'esm' ? 'module' : 'commonjs' }),
  );
  for (const [module, { template, data }] of Object.entries(templateData(installation.major as 4 | 5))) {
    const text = renderTemplate(template, { ...data, ...options.data?.[module] }, form, style);
    await writeFile(path.join(cwd, 'src/security', module + form.extension), text);
  }
  await writeFile(path.join(cwd, 'src', `app${form.extension}`), renderCode(probeApp, form, style));
  if (!compilerOptions) return { cwd, entry: path.join(cwd, 'src/app.js') };
  await compile(cwd, compilerOptions);
  return { cwd, entry: path.join(cwd, 'dist/app.js') };
}

const strict = {
  target: 'es2022',
  lib: ['es2022'],
  types: ['node'],
  rootDir: 'src',
  outDir: 'dist',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  skipLibCheck: true,
};

/** @throws Error with what the compiler says */
export async function compile(cwd: string, options: JsonObject): Promise<void> {
  const config = { compilerOptions: { ...strict, ...options }, include: ['src'] };
  await writeFile(path.join(cwd, 'tsconfig.json'), JSON.stringify(config));
  await run(process.execPath, [compiler, '-p', cwd], { cwd }).catch((error: { stdout?: string }) => {
    throw new Error(`It does not compile:\n${error.stdout ?? String(error)}`);
  });
}
