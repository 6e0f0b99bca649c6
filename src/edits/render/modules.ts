import type { Declaration, Node, Statement } from '@babel/types';
import MagicString from 'magic-string';
import type { Form } from '../../types';
import { endOf, parseModule, startOf, type Module } from './parse';

/** Packages that say `export =`: without esModuleInterop their default import does not compile. */
const exportAssigned = new Set(['express', 'cors', 'cookie-parser', 'express-session']);

interface Rewrite {
  out: MagicString;
  form: Form;
  /** What `module.exports` gets, in order. */
  exported: string[];
}

/** Imports and exports of an ES module, spelled as the form has them; relative imports get its extension. */
export function spellModules(code: string, form: Form): string {
  const module = parseModule(code, form.language);
  const rewrite: Rewrite = { out: new MagicString(code), form, exported: [] };
  const { body } = module.ast.program;
  for (const statement of body) extendImport(statement, rewrite);
  if (isCommonJs(form)) {
    for (const statement of body) toCommonJs(statement, rewrite);
    finishCommonJs(module, rewrite);
  } else if (form.language === 'ts' && !form.interop) {
    for (const statement of body) assignDefaultImport(statement, rewrite);
  }
  return rewrite.out.toString();
}

const isCommonJs = (form: Form): boolean =>
  form.language === 'js' ? form.module === 'cjs' : form.module === 'cjs' && form.verbatimCommonJs;

function extendImport(statement: Statement, { out, form }: Rewrite): void {
  const source = 'source' in statement ? (statement.source as Node | null | undefined) : null;
  if (source?.type !== 'StringLiteral' || !/^\.{1,2}\//.test(source.value)) return;
  out.appendLeft(endOf(source) - 1, form.importExtension);
}

/** `import cors from 'cors'` as `import cors = require('cors')`. */
function assignDefaultImport(statement: Statement, { out }: Rewrite): void {
  if (statement.type !== 'ImportDeclaration' || !exportAssigned.has(statement.source.value)) return;
  const [first] = statement.specifiers;
  if (first?.type !== 'ImportDefaultSpecifier') return;
  out.overwrite(endOf(first), startOf(statement.source), ' = require(').appendRight(endOf(statement.source), ')');
}

function toCommonJs(statement: Statement, rewrite: Rewrite): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      if (statement.importKind !== 'type') requireNames(statement, rewrite);
      break;
    case 'ExportAllDeclaration':
      throw new Error('export * has no short form in CommonJS: name what is exported');
    case 'ExportNamedDeclaration':
      if (statement.source) requireAgain(statement, rewrite);
      else if (statement.declaration) exportDeclared(statement.declaration, startOf(statement), rewrite);
      break;
  }
}

type Import = Extract<Statement, { type: 'ImportDeclaration' }>;

/** One import as one `const … = require(…)`. */
function requireNames(statement: Import, { out, form }: Rewrite): void {
  const source = out.slice(startOf(statement.source), endOf(statement.source));
  const [first] = statement.specifiers;
  if (!first) {
    out.overwrite(
      startOf(statement),
      endOf(statement),
      form.language === 'ts' ? `import ${source};` : `require(${source});`,
    );
    return;
  }
  const named = statement.specifiers.flatMap((each) => (each.type === 'ImportSpecifier' ? [each] : []));
  if (named.length === 0) {
    out.overwrite(startOf(statement), endOf(statement), assigned(first.local.name, source, form));
    return;
  }
  const names = named.map(({ imported, local }) =>
    renamed(imported.type === 'Identifier' ? imported.name : imported.value, local.name),
  );
  out.overwrite(startOf(statement), endOf(statement), destructured(names, source, form));
}

const renamed = (from: string, to: string): string => (from === to ? from : `${from}: ${to}`);

const assigned = (name: string, source: string, form: Form): string =>
  `${form.language === 'ts' ? 'import' : 'const'} ${name} = require(${source});`;

const destructured = (names: string[], source: string, form: Form): string => {
  if (form.language === 'js') return `const ${list(names)} = require(${source});`;
  const name = moduleName(source);
  return `import ${name} = require(${source});\nconst ${list(names)} = ${name};`;
};

/** `'express-rate-limit'` as `expressRateLimitModule`. */
const moduleName = (source: string): string =>
  `${source
    .replace(/\.\w+(?=['"]$)/, '')
    .split(/\W+/)
    .filter(Boolean)
    .map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1)))
    .join('')}Module`;

function list(names: string[]): string {
  const line = `{ ${names.join(', ')} }`;
  return line.length <= 80 ? line : `{\n${names.map((name) => `  ${name},\n`).join('')}}`;
}

type NamedExport = Extract<Statement, { type: 'ExportNamedDeclaration' }>;

/** `export { a } from './a'` and `export * as b from './b'`. */
function requireAgain(statement: NamedExport, { out, form, exported }: Rewrite): void {
  const source = out.slice(startOf(statement.source!), endOf(statement.source!));
  const [first] = statement.specifiers;
  const nameOf = (node: Node): string => (node.type === 'StringLiteral' ? node.value : (node as { name: string }).name);
  let text: string;
  if (first?.type === 'ExportNamespaceSpecifier') {
    text = assigned(first.exported.name, source, form);
    exported.push(first.exported.name);
  } else {
    const locals = statement.specifiers.map((each) => ('local' in each ? nameOf(each.local) : ''));
    text = destructured(locals, source, form);
    exported.push(...statement.specifiers.map((each, index) => renamed(nameOf(each.exported), locals[index]!)));
  }
  out.overwrite(startOf(statement), endOf(statement), text);
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

function finishCommonJs(module: Module, { out, form, exported }: Rewrite): void {
  if (exported.length > 0) {
    const target = form.language === 'ts' ? 'export' : 'module.exports';
    out.append(`\n${target} = ${list(exported)};\n`);
  }
  if (form.language !== 'js') return;
  // What was an ES module was strict.
  const at = headerEnd(module);
  const blank = module.code.startsWith('\n\n', at) ? '' : '\n';
  out.appendRight(at, at === 0 ? `'use strict';\n\n` : `\n'use strict';${blank}`);
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
