import type { Declaration, Node, Statement } from '@babel/types';
import type MagicString from 'magic-string';
import type { Form } from '../../types';
import { endOf, startOf, type Module } from './parse';
import { removeStatement } from './statements';

/** Packages that say `export =`: without esModuleInterop their default import does not compile. */
export const exportAssigned = new Set([
  'express',
  'koa',
  'cors',
  '@koa/cors',
  'cookie-parser',
  'express-session',
  'sanitize-html',
]);

interface Rewrite {
  module: Module;
  out: MagicString;
  form: Form;
  /** What `module.exports` gets, in order. */
  exported: string[];
  /** Modules that have a name already. */
  named: Set<string>;
}

/** Imports as `require`, exports as one `module.exports`; in TypeScript as `import x = require()` and `export =`. */
export function toCommonJs(module: Module, body: readonly Statement[], out: MagicString, form: Form): void {
  const rewrite: Rewrite = { module, out, form, exported: [], named: new Set() };
  for (const statement of body) rewriteStatement(statement, rewrite);
  finish(rewrite);
}

function rewriteStatement(statement: Statement, rewrite: Rewrite): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      if (statement.importKind !== 'type') requireNames(statement, rewrite);
      break;
    case 'ExportAllDeclaration':
      throw new Error('export * has no short form in CommonJS: name what is exported');
    case 'ExportNamedDeclaration':
      if (statement.source) requireAgain(statement, rewrite);
      else if (statement.declaration) exportDeclared(statement.declaration, startOf(statement), rewrite);
      else exportNames(statement, rewrite);
      break;
  }
}

type Import = Extract<Statement, { type: 'ImportDeclaration' }>;

/** One import as one `const … = require(…)`, or as what TypeScript has for it. */
function requireNames(statement: Import, rewrite: Rewrite): void {
  const { out, form } = rewrite;
  const source = out.slice(startOf(statement.source), endOf(statement.source));
  const { names, types, whole, isDefault } = importedNames(statement);
  const lines: string[] = [];
  if (statement.specifiers.length === 0)
    lines.push(form.language === 'ts' ? `import ${source};` : `require(${source});`);
  if (types.length > 0 && form.language === 'ts') lines.push(`import type ${list(types)} from ${source};`);
  if (names.length > 0) lines.push(destructured(names, source, rewrite));
  if (whole) lines.push(isDefault ? defaultOf(whole, source, form) : assigned(whole, source, form));
  out.overwrite(startOf(statement), endOf(statement), lines.join('\n'));
}

/** What an import brings: named values (`a: b` for `a as b`) and types, or the whole module under one name. */
function importedNames({ specifiers }: Import) {
  const named = specifiers.flatMap((each) => (each.type === 'ImportSpecifier' ? [each] : []));
  const [types, values] = [true, false].map((wanted) =>
    named.filter((each) => (each.importKind === 'type') === wanted),
  );
  const name = ({ imported, local }: (typeof named)[number]): string => renamed(nameOf(imported), local.name);
  const [first] = specifiers;
  return {
    names: values!.map(name),
    types: types!.map(({ local }) => local.name),
    whole: first && first.type !== 'ImportSpecifier' ? first.local.name : null,
    isDefault: first?.type === 'ImportDefaultSpecifier',
  };
}

const nameOf = (node: Node): string => (node.type === 'StringLiteral' ? node.value : (node as { name: string }).name);

const renamed = (from: string, to: string): string => (from === to ? from : `${from}: ${to}`);

const assigned = (name: string, source: string, form: Form): string =>
  `${form.language === 'ts' ? 'import' : 'const'} ${name} = require(${source});`;

/** JavaScript gets the default of a CommonJS package with `require`; types know it as `default`, or as `export =`. */
function defaultOf(name: string, source: string, form: Form): string {
  if (form.language === 'js' || exportAssigned.has(source.slice(1, -1))) return assigned(name, source, form);
  const module = moduleName(source);
  return `import ${module} = require(${source});\nconst ${name} = ${module}.default;`;
}

function destructured(names: string[], source: string, { form, named }: Rewrite): string {
  if (form.language === 'js') return `const ${list(names)} = require(${source});`;
  const module = moduleName(source);
  const importing = named.has(module) ? '' : `import ${module} = require(${source});\n`;
  named.add(module);
  // Our own modules export an object; what packages export may be a type as well, which only an alias carries.
  if (/^.\./.test(source)) return `${importing}const ${list(names)} = ${module};`;
  const aliases = names.map((name) => {
    const [from, to = from] = name.split(': ');
    return `import ${to} = ${module}.${from};`;
  });
  return importing + aliases.join('\n');
}

/** `'express-rate-limit'` as `expressRateLimitModule`. */
function moduleName(source: string): string {
  const words = source
    .replace(/\.\w+(?=['"]$)/, '')
    .split(/\W+/)
    .filter(Boolean);
  return `${words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('')}Module`;
}

function list(names: string[]): string {
  const line = `{ ${names.join(', ')} }`;
  return line.length <= 80 ? line : `{\n${names.map((name) => `  ${name},\n`).join('')}}`;
}

type NamedExport = Extract<Statement, { type: 'ExportNamedDeclaration' }>;

/** `export { a } from './a'` and `export * as b from './b'`. */
function requireAgain(statement: NamedExport, rewrite: Rewrite): void {
  const { out, form, exported } = rewrite;
  const source = out.slice(startOf(statement.source!), endOf(statement.source!));
  const [first] = statement.specifiers;
  let text: string;
  if (first?.type === 'ExportNamespaceSpecifier') {
    text = assigned(first.exported.name, source, form);
    exported.push(first.exported.name);
  } else {
    const locals = statement.specifiers.map((each) => ('local' in each ? nameOf(each.local) : ''));
    text = destructured(locals, source, rewrite);
    exported.push(...statement.specifiers.map((each, index) => renamed(nameOf(each.exported), locals[index]!)));
  }
  out.overwrite(startOf(statement), endOf(statement), text);
}

/** `export { a, b };` says it of names that are there. */
function exportNames(statement: NamedExport, { module, out, exported }: Rewrite): void {
  exported.push(
    ...statement.specifiers.map((each) => renamed(nameOf(each.exported), 'local' in each ? nameOf(each.local) : '')),
  );
  removeStatement(module, out, statement);
}

/** Takes `export` from a declaration and remembers what it declares. */
function exportDeclared(declaration: Declaration, start: number, { out, exported }: Rewrite): void {
  if (declaration.type === 'VariableDeclaration') {
    exported.push(...declaration.declarations.map(({ id }) => (id as { name: string }).name));
  } else if ('id' in declaration && declaration.id?.type === 'Identifier') {
    if (!declaration.type.startsWith('TS')) exported.push(declaration.id.name);
  }
  out.remove(start, startOf(declaration));
}

function finish({ out, form, exported }: Rewrite): void {
  if (exported.length === 0) return;
  const target = form.language === 'ts' ? 'export' : 'module.exports';
  out.append(`\n${target} = ${list(exported)};\n`);
}

/** What was an ES module was strict. `text` begins with the comments that the module begins with. */
export function asStrict(module: Module, text: string): string {
  const at = headerEnd(module);
  const blank = text.startsWith('\n\n', at) ? '' : '\n';
  return text.slice(0, at) + (at === 0 ? `'use strict';\n\n` : `\n'use strict';${blank}`) + text.slice(at);
}

/** Where the comment lines end that a file begins with. */
function headerEnd({ ast, code }: Module): number {
  let end = 0;
  for (const comment of ast.comments ?? []) {
    const gap = code.slice(end, comment.start!);
    if (gap === (end === 0 ? '' : '\n')) end = comment.end!;
  }
  return end;
}
