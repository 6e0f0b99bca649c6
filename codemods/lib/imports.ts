import type { Node } from '@babel/types';
import { quoted } from './escape';
import { isEsm, takesWholeModules } from './module-system';
import { firstRun, insertStatement } from './place';
import { type Binding, requiredSource } from './scope';
import type { Source } from './source';
import { indentAt } from './text';
import { isFunction, unwrap, walk } from './walk';

/** What the file should have in scope: names of a module. */
export interface ImportRequest {
  names: string[];
  from: string;
}

/**
 * Makes names of a module available, and returns what each is called in this file: an import that is there already is
 * used or extended, and a name that is taken gets an alias.
 */
export function ensureImport(source: Source, request: ImportRequest, use: Node): Map<string, string> {
  const before = firstRun(source, use);
  const locals = new Map<string, string>();
  const missing: string[] = [];
  for (const name of request.names) {
    const local = importedLocal(source, name, request.from, before);
    if (local) locals.set(name, local);
    else missing.push(name);
  }
  if (missing.length === 0) return locals;
  if (takesWholeModules(source)) return importWhole(source, missing, locals, request.from);
  for (const name of missing) locals.set(name, freeName(source, name));
  if (!extendExisting(source, missing, locals, request.from, before))
    insertNew(source, missing, locals, request.from, before);
  return locals;
}

/** What a name of the module is called in this file, where it is imported: also as a member of the whole, `security.validate`. */
export function importedLocal(source: Source, name: string, from: string, before?: Node): string | undefined {
  const locals = existingLocals(source, from, before);
  const whole = locals.get('*') ?? locals.get('');
  return locals.get(name) ?? (whole === undefined ? undefined : `${whole}.${name}`);
}

/** The names imported from a module, with what they are called here; `before` leaves out what is required later. */
function existingLocals(source: Source, from: string, before?: Node): Map<string, string> {
  const locals = new Map<string, string>();
  for (const binding of source.module.scopes.top.values()) {
    if (before && binding.identifier.start! > before.start!) continue;
    const name = binding.kind === 'import' && binding.source === from ? binding.imported : requiredName(binding, from);
    if (name !== null && !locals.has(name)) locals.set(name, binding.name);
  }
  return locals;
}

/** `validate` of `const { validate } = require('./security')`, `''` of the whole. */
const requiredName = ({ kind, init, path }: Binding, from: string): string | null =>
  kind === 'variable' && init && requiredSource(unwrap(init)) === from ? path.join('.') : null;

function importWhole(
  source: Source,
  missing: string[],
  locals: Map<string, string>,
  from: string,
): Map<string, string> {
  const whole = freeName(source, 'security');
  for (const name of missing) locals.set(name, `${whole}.${name}`);
  insertStatement(source, `import ${whole} = require(${quoted(from, source.style.quote)})`);
  return locals;
}

/** The name itself, or one beginning with `secure` where the file uses it for something else. */
function freeName(source: Source, name: string): string {
  const alias = `secure${name[0]!.toUpperCase()}${name.slice(1)}`;
  return [name, alias, `${alias}2`].find((candidate) => !source.module.scopes.mentions(candidate)) ?? `${alias}3`;
}

function extendExisting(
  source: Source,
  missing: string[],
  locals: Map<string, string>,
  from: string,
  before?: Node,
): boolean {
  const spelled = (as: string): string[] => missing.map((name) => named(name, locals.get(name)!, as));
  for (const statement of source.ast.program.body) {
    if (statement.type === 'ImportDeclaration' && statement.source.value === from && statement.importKind !== 'type') {
      const last = statement.specifiers.filter(({ type }) => type === 'ImportSpecifier').at(-1);
      if (!last) continue;
      addToList(source, last, spelled(' as '));
      return true;
    }
    if (statement.type !== 'VariableDeclaration' || (before && statement.start! >= before.start!)) continue;
    for (const { id, init } of statement.declarations) {
      if (!init || requiredSource(unwrap(init)) !== from || id.type !== 'ObjectPattern') continue;
      const last = id.properties.at(-1);
      if (!last || last.type === 'RestElement') continue;
      addToList(source, last, spelled(': '));
      return true;
    }
  }
  return false;
}

/** Behind the last item, on lines of their own where that one has its own. */
function addToList(source: Source, last: Node, items: string[]): void {
  const before = source.text.slice(0, last.start!);
  const gap = /\n[ \t]*$/.test(before) ? source.style.eol + indentAt(source.text, last.start!) : ' ';
  source.insert(last.end!, items.map((item) => `,${gap}${item}`).join(''));
}

const named = (name: string, local: string, as: string): string => (name === local ? name : name + as + local);

function insertNew(source: Source, missing: string[], locals: Map<string, string>, from: string, before?: Node): void {
  const { quote, modern } = source.style;
  if (isEsm(source)) {
    const list = missing.map((name) => named(name, locals.get(name)!, ' as ')).join(', ');
    return insertStatement(source, `import { ${list} } from ${quoted(from, quote)}`, before);
  }
  const list = missing.map((name) => named(name, locals.get(name)!, ': ')).join(', ');
  insertStatement(source, `${modern ? 'const' : 'var'} { ${list} } = require(${quoted(from, quote)})`, before);
}

/** Adds an import of the module for what it does when it is loaded. */
export function sideEffectImport(source: Source, from: string): string {
  const specifier = quoted(from, source.style.quote);
  return isEsm(source) && !takesWholeModules(source) ? `import ${specifier}` : `require(${specifier})`;
}

/** Whether the file imports the module for its effect already. */
export function hasSideEffectImport(source: Source, from: string): boolean {
  let found = false;
  walk(source.ast.program, (node) => {
    if (node.type === 'ImportDeclaration' && node.source.value === from && node.importKind !== 'type') found = true;
    if (requiredSource(node) === from) found = true;
    return !found && !isFunction(node);
  });
  return found;
}
