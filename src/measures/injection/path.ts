import type { Node } from '@babel/types';
import { callsOf } from '../../../codemods/lib/flow/calls';
import { madeOf, writtenName } from '../../../codemods/lib/flow/made-of';
import type { Flow } from '../../../codemods/lib/flow/flow';
import { rootOf } from '../../../codemods/lib/flow/response';
import { isFunction, literalText, memberName, propertyOf, unwrap, walk } from '../../../codemods/lib/walk';
import type { Rule } from '../../types';
import { argumentsAt, type Call, type Sink, sinkVisitor } from './sink';

/** What `fs` does with a path, or with two. */
const ONE =
  /^fs#(access|appendFile|chmod|chown|createReadStream|createWriteStream|cp|lstat|mkdir|open|opendir|outputFile|outputJson|readFile|readJson|readJSON|readdir|readlink|realpath|remove|rm|rmdir|stat|truncate|unlink|utimes|writeFile|writeJson|ensureDir|ensureFile|emptyDir|pathExists|exists)(Sync)?$/;
const TWO = /^fs#(copyFile|copy|cp|link|move|rename|symlink)(Sync)?$/;
const SNIPPET = `const file = path.resolve(ROOT, name); // ROOT: an absolute folder of the app's
if (!file.startsWith(ROOT + path.sep)) return res.sendStatus(404); // or path.basename(name), where names have no folders`;

export const pathRules: Rule[] = [
  {
    id: 'injection/path',
    severity: 'high',
    cwe: 'CWE-22',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'A client chooses which file is read, written, sent or loaded: `../` leads out of the folder.',
    fixed: 'never',
    keywords: [
      "'fs",
      '"fs',
      'node:fs',
      'graceful-fs',
      'sendFile(',
      'sendfile(',
      'download(',
      '.render(',
      'require(req',
      'require(`',
      'import(`',
    ],
    ofRequests: true,
    create: (context) =>
      sinkVisitor(context, (call, name) =>
        pathsOf(context.flow, call, name).filter(
          ({ value }) => context.flow.originOf(value) === 'request' && !isHeld(context.flow, value),
        ),
      ),
  },
];

function pathsOf(flow: Flow, call: Call, name: string | null): Sink[] {
  const path = (value: Node, what = 'The path of a file'): Sink => ({
    value,
    call,
    says: (from) => `${what} is put together with text from ${from}.`,
    snippet: SNIPPET,
  });
  if (name !== null && (ONE.test(name) || TWO.test(name)))
    return argumentsAt(call, TWO.test(name) ? [0, 1] : [0]).map((value) => path(value));
  const written = writtenName(call);
  if (name === 'require' && call.arguments.length === 1)
    return argumentsAt(call, [0]).map((value) => loaded(value, call));
  if (call.callee.type === 'Import') return argumentsAt(call, [0]).map((value) => loaded(value, call));
  if (/^(sendFile|sendfile|download)$/.test(written) && isResponse(call.callee) && !hasRoot(flow, call))
    return argumentsAt(call, [0]).map((value) => path(value, 'The path of the file that is sent'));
  if (
    written === 'render' &&
    call.arguments[0] &&
    isResponse(call.callee) &&
    flow.pieces(call.arguments[0] as Node)[0]?.kind === 'value'
  )
    return argumentsAt(call, [0]).map((value) => shown(value, call));
  return [];
}

const shown = (value: Node, call: Call): Sink => ({
  value,
  call,
  says: (from) => `Which view is shown comes from ${from}.`,
  severity: 'medium',
  snippet: "const VIEWS = ['home', 'about'];\nif (!VIEWS.includes(name)) return res.sendStatus(404);",
});

const loaded = (value: Node, call: Call): Sink => ({
  value,
  call,
  says: (from) => `Which module is loaded comes from ${from}.`,
  snippet: "const modules = { pdf: () => import('./pdf.js') }; // by name, and nothing else\nawait modules[name]?.();",
});

/** With `root` the path cannot lead out of it. */
const hasRoot = (flow: Flow, call: Call): boolean =>
  call.arguments.slice(1).some((argument) => {
    const node = unwrap(argument as Node);
    const value = node.type === 'Identifier' ? flow.resolver.resolve(flow.module, node) : null;
    return propertyOf(value?.kind === 'node' ? value.node : node, 'root') !== null;
  });

/** Express's response; that of Fastify's plugin for files always has a root. */
const isResponse = (callee: Node): boolean => {
  const node = rootOf(callee);
  return node.type === 'Identifier' && /^_?(res|resp|response)$/i.test(node.name);
};

/** Whether the path cannot lead elsewhere: the parts that a client chose have no folders, or a function checks it. */
function isHeld(flow: Flow, value: Node, depth = 0): boolean {
  const parts = madeOf(flow, value);
  const chosen = parts.filter((part) => flow.read(part) && !isOfUpload(flow, part));
  if (chosen.length === 0 && parts.some((part) => isOfUpload(flow, part))) return true;
  const names = new Set(parts.flatMap((part) => (part.type === 'Identifier' ? [part.name] : [])));
  if (isCheckedAround(flow, value, names)) return true;
  return chosen.length === 0 && depth < CALLERS && isHeldByCallers(flow, parts, depth);
}

const CALLERS = 4;

/** The function around the value checks it, or one around that, where the value is used in a callback. */
function isCheckedAround(flow: Flow, value: Node, names: ReadonlySet<string>): boolean {
  const { scopes } = flow.module;
  const around = [scopes.functionAround(value)];
  for (let fn = around[0]!; isFunction(fn);) around.push((fn = scopes.functionAround(fn)));
  const outer = around.filter((fn, index) => index > 0 && isFunction(fn));
  let checked = false;
  walk(outer.at(-1) ?? around[0]!, (node) => {
    checked ||= checks(flow, node, names);
    const isAside = isFunction(node) && !around.includes(node) && outer.includes(scopes.functionAround(node));
    return !checked && !isAside;
  });
  return checked;
}

/** What a function is given is checked by each of those in the file that hand it something of a request. */
function isHeldByCallers(flow: Flow, parts: readonly Node[], depth: number): boolean {
  const given = parts.flatMap((part) => {
    const binding = part.type === 'Identifier' ? flow.module.scopes.lookup(part.name, part) : null;
    if (binding?.kind !== 'parameter' || !isFunction(binding.declaration)) return [];
    return callsOf(flow.module, binding.declaration).calls.flatMap((call) => call.arguments[binding.index] ?? []);
  });
  const chosen = given.filter((each) => flow.originOf(each) === 'request');
  return chosen.length > 0 && chosen.every((each) => isHeld(flow, each, depth + 1));
}

/** What upload middleware names itself; the name that a client gave has no folders any more. */
function isOfUpload(flow: Flow, node: Node): boolean {
  const read = flow.read(node);
  return read?.part === 'files' && read.path.at(-1) !== 'originalFilename';
}

const HOLDS =
  /^(is|assert|ensure|check|validate).*(inside|within|path|safe|name|allowed)|^(saniti[sz]e|clean|secure|safe)_?(path|file|name)/i;

/** `file.startsWith(root)`, `name.includes('..')`, `path.relative(root, file)`, `isInside(root, file)` */
function checks(flow: Flow, node: Node, names: ReadonlySet<string>): boolean {
  if (node.type !== 'CallExpression') return false;
  const written = writtenName(node);
  const involves = (each: Node | undefined): boolean =>
    each !== undefined && madeOf(flow, each).some((part) => part.type === 'Identifier' && names.has(part.name));
  const object = node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
  if (/^(startsWith|indexOf|match)$/.test(written)) return involves(object) && isTested(flow, node);
  if (written === 'includes') return involves(object) && /\.\.|[/\\]/.test(literalText(node.arguments[0]) ?? '');
  if (written === 'test' && object?.type === 'RegExpLiteral')
    return object.pattern.includes('\\.') && involves(node.arguments[0]);
  if (written === 'relative' && memberName(node.callee) !== null) return node.arguments.some(involves);
  return HOLDS.test(written) && node.arguments.some(involves);
}

/** Within the test of an `if` or a condition, or what a name for one is. */
function isTested({ module: { scopes } }: Flow, node: Node): boolean {
  for (
    let child = node, parent = scopes.parents.get(node);
    parent;
    child = parent, parent = scopes.parents.get(parent)
  ) {
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === child;
    if (parent.type === 'LogicalExpression' || parent.type === 'VariableDeclarator') return true;
    if (/Statement$|Function/.test(parent.type)) return parent.type === 'ReturnStatement';
  }
  return false;
}
