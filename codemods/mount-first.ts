import type { Node } from '@babel/types';
import { type ChainDialect, factoryCalls, namedCalls } from './lib/chain';
import { ensureImport, importedLocal } from './lib/imports';
import { registrations } from './lib/registrations';
import type { Source } from './lib/source';
import { callsNamed, open, type Transform } from './lib/transform';
import { literalText, memberName, walk } from './lib/walk';

export interface MountFirstOptions {
  dialect: ChainDialect;
  /** Which of the file's calls that make an app, from 0. */
  index: number;
  /** A function of the project that makes it, as it is written in the call: which of its calls it is then. */
  callee?: string;
  /** The function that takes the app, and the module it comes from. */
  name: string;
  from: string;
}

/**
 * Calls a function with the app before anything else is mounted on it: in a statement behind the one that makes it, or
 * around the call where the app has no name there.
 */
const mountFirst: Transform<MountFirstOptions> = (file, api, { dialect, index, callee, name, from }) => {
  const opened = open(file, api, dialect.chain);
  if (!opened) return undefined;
  const { source } = opened;
  const app = callee
    ? namedCalls(source.module, callee)[index]
    : factoryCalls(source.module, source.resolver, dialect, dialect.apps)[index];
  if (!app) return undefined;
  if (callee) tellApart(source, app);
  const body = app.type === 'Identifier' ? callbackBody(source, app) : null;
  if (app.type === 'Identifier' && !body) return undefined;
  const place = placeFor(source, app, dialect);
  const made = awaited(source, app);
  // A promise of an app is none.
  if (!place && dialect.promised && made === app) return undefined;
  if (setsLater(source, app, dialect, place?.statement ?? app)) return undefined;
  const mounted = callsNamed(opened, importedLocal(source, name, from)).some((call) => {
    const given = 'arguments' in call ? call.arguments[0] : undefined;
    return given && (standsFor(source, given, app) || isTarget(source, given, place));
  });
  if (mounted) return undefined;
  const local = ensureImport(source, { names: [name], from }, app).get(name)!;
  if (body) source.insertBefore(body, `${local}(${source.text.slice(app.start!, app.end!)})`, startOf(source, body));
  else if (place) source.insertAfter(place.statement, `${local}(${place.target})`);
  else {
    source.insert(made.start!, `${local}(`);
    source.insert(made.end!, ')');
  }
  return source.finish();
};
export default mountFirst;

/** Each call of the app's own factory makes another one. */
function tellApart({ module, resolver }: Source, app: Node): void {
  const made = 'callee' in app ? resolver.resolve(module, app.callee as Node) : null;
  if (made?.kind === 'node') resolver.instances.add(made.node);
}

/** The app, with the `await` in front of the call that makes it. */
function awaited(source: Source, app: Node): Node {
  const parent = source.module.scopes.parents.get(app);
  return parent?.type === 'AwaitExpression' ? parent : app;
}

function standsFor(source: Source, node: Node, app: Node): boolean {
  if (node === app) return true;
  const value = source.resolver.resolve(source.module, node);
  return value?.kind === 'node' && value.node === app;
}

/** The same words in the same block, for what cannot be followed: `server.app = express()`. */
function isTarget(source: Source, node: Node, place: Place | null): boolean {
  if (place === null || source.text.slice(node.start!, node.end!) !== place.target) return false;
  const block = source.module.scopes.parents.get(place.statement)!;
  return block.start! <= node.start! && node.end! <= block.end!;
}

/** The first statement of the callback that is handed the app. */
function callbackBody(source: Source, parameter: Node): Node | null {
  const callback = source.module.scopes.parents.get(parameter);
  const body = callback && 'body' in callback ? (callback.body as Node) : null;
  return body?.type === 'BlockStatement' ? (body.body[0] ?? null) : null;
}

/** Where the first statement of a block begins, with the comments above it: they may be about what follows as a whole. */
function startOf({ ast, module, text }: Source, statement: Node): number {
  const block = module.scopes.parents.get(statement)!;
  const above = ast.comments?.find(
    ({ start, end }) => start! > block.start! && end! <= statement.start! && /\n[ \t]*$/.test(text.slice(0, start!)),
  );
  return above?.start ?? statement.start!;
}

interface Place {
  statement: Node;
  target: string;
}

/** The statement that gives the app its name, and that name; null where there is none to stand behind. */
function placeFor(source: Source, app: Node, dialect: ChainDialect): Place | null {
  const { parents } = source.module.scopes;
  let node = awaited(source, app);
  if (dialect.promised && node === app) return null;
  let target: string | null = app.type === 'CallExpression' && app.callee.type === 'Super' ? 'this' : null;
  for (let parent = parents.get(node); parent; parent = parents.get(node)) {
    if (parent.type === 'AssignmentExpression' && parent.right === node && parent.operator === '=') {
      target = source.text.slice(parent.left.start!, parent.left.end!);
    } else if (parent.type === 'VariableDeclarator') {
      if (parent.id.type !== 'Identifier') return null;
      target = parent.id.name;
    } else if (parent.type === 'ExpressionStatement' || parent.type === 'VariableDeclaration') {
      const statement = parents.get(parent)?.type === 'ExportNamedDeclaration' ? parents.get(parent)! : parent;
      const usable = target !== null && inBlock(source, statement) && !usedWithin(source, statement, app, dialect);
      return usable ? { statement: behindSettings(source, statement, app, dialect), target: target! } : null;
    } else if (
      !/^TS(As|Satisfies|NonNull)|^TSTypeAssertion|^ParenthesizedExpression|^AwaitExpression/.test(parent.type)
    )
      return null;
    node = parent;
  }
  return null;
}

function inBlock(source: Source, statement: Node): boolean {
  const parent = source.module.scopes.parents.get(statement);
  return parent?.type === 'Program' || parent?.type === 'BlockStatement' || parent?.type === 'StaticBlock';
}

/** `const app = express(), routes = app.use(…)` mounts something before the next statement. */
function usedWithin(source: Source, statement: Node, app: Node, dialect: ChainDialect): boolean {
  return registrations(source.module, dialect, (node) => standsFor(source, node, app)).some(
    (call) => call.start! >= statement.start! && call.end! <= statement.end!,
  );
}

/** The last of the following statements that sets what is read when the first thing is mounted, or the statement itself. */
function behindSettings(source: Source, statement: Node, app: Node, dialect: ChainDialect): Node {
  const block = source.module.scopes.parents.get(statement);
  const siblings: Node[] = block && 'body' in block && Array.isArray(block.body) ? block.body : [];
  let last = statement;
  for (const next of siblings.slice(siblings.indexOf(statement) + 1)) {
    if (usedWithin(source, next, app, dialect)) break;
    if (setsEarly(source, next, app, dialect)) last = next;
  }
  return last;
}

const setsEarly = (source: Source, statement: Node, app: Node, dialect: ChainDialect): boolean =>
  statement.type === 'ExpressionStatement' && isEarlySetting(source, statement.expression, app, dialect);

/** `app.set('query parser', 'simple')`, `app.enable('strict routing')` */
function isEarlySetting(source: Source, node: Node, app: Node, dialect: ChainDialect): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  if (!/^(set|enable|disable)$/.test(memberName(node.callee) ?? '')) return false;
  return dialect.settings.includes(literalText(node.arguments[0]) ?? '') && standsFor(source, node.callee.object, app);
}

/** Whether such a setting is made in a block of its own, where it cannot be told whether it comes before the mount. */
function setsLater(source: Source, app: Node, dialect: ChainDialect, place: Node): boolean {
  const { parents } = source.module.scopes;
  let later = false;
  walk(source.ast.program, (node) => {
    // Behind a mount of the user's own in the same block, the setting has no effect today either.
    if (isEarlySetting(source, node, app, dialect) && parents.get(parents.get(node)!) !== parents.get(place))
      later = true;
    return !later;
  });
  return later;
}
