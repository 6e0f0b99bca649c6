import type { Node } from '@babel/types';
import { calledName, writtenName } from '../../../codemods/lib/flow/made-of';
import type { Flow } from '../../../codemods/lib/flow/flow';
import { rootOf } from '../../../codemods/lib/flow/response';
import { propertyOf, unwrap, walk } from '../../../codemods/lib/walk';
import type { Rule } from '../../types';
import { isHeld } from './held-path';
import { argumentsAt, type Call, type Sink, sinkVisitor } from './sink';

/** What `fs` does with a path, or with two. */
const ONE =
  /^fs#(access|appendFile|chmod|chown|createReadStream|createWriteStream|cp|lstat|mkdir|open|opendir|outputFile|outputJson|readFile|readJson|readJSON|readdir|readlink|realpath|remove|rm|rmdir|stat|truncate|unlink|utimes|writeFile|writeJson|ensureDir|ensureFile|emptyDir|pathExists|exists)(Sync)?$/;
const TWO = /^fs#(copyFile|copy|cp|link|move|rename|symlink)(Sync)?$/;
/** What only tells whether there is a file. */
const ASKS = /^fs#(access|exists|lstat|pathExists|stat)(Sync)?$/;
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
    create: (context) => sinkVisitor(context, (call, name) => pathsOf(context.flow, call, name)),
  },
];

function pathsOf(flow: Flow, call: Call, name: string | null): Sink[] {
  const path = (value: Node, what = 'The path of a file'): Sink => ({
    value,
    call,
    says: (from) => `${what} is put together with text from ${from}.`,
    snippet: SNIPPET,
    harmful: (at, given) => (name !== null && ASKS.test(name) && isUsedAfter(flow, call) ? null : harmful(at, given)),
  });
  if (name !== null && (ONE.test(name) || TWO.test(name)))
    return argumentsAt(call, TWO.test(name) ? [0, 1] : [0]).map((value) => path(value));
  const written = writtenName(call);
  if (name === 'require' && call.arguments.length === 1)
    return argumentsAt(call, [0]).map((value) => loaded(value, call));
  if (call.callee.type === 'Import') return argumentsAt(call, [0]).map((value) => loaded(value, call));
  if (/^(sendFile|sendfile|download)$/.test(written) && isResponse(call.callee) && !hasRoot(flow, call))
    return argumentsAt(call, [0]).map((value) => path(value, 'The path of the file that is sent'));
  if (written === 'render' && call.arguments[0] && isResponse(call.callee))
    return argumentsAt(call, [0]).map((value) => shown(flow, value, call));
  return [];
}

/** `if (fs.existsSync(file)) res.sendFile(file)`: what is done with the file is told of, and not twice. */
function isUsedAfter(flow: Flow, asking: Call): boolean {
  const [path] = asking.arguments;
  let used = false;
  walk(path?.type === 'Identifier' ? flow.module.scopes.functionAround(asking) : asking, (node) => {
    if (node.type !== 'CallExpression' || node.start! <= asking.start!) return !used;
    const [first] = node.arguments;
    const isSame = path?.type === 'Identifier' && first?.type === 'Identifier' && first.name === path.name;
    used ||= isSame && pathsOf(flow, node, calledName(flow, node)).length > 0;
    return !used;
  });
  return used;
}

const shown = (flow: Flow, value: Node, call: Call): Sink => ({
  value,
  call,
  says: (from) => `Which view is shown comes from ${from}.`,
  // Behind a text it has to be another view, of the same ending.
  severity: flow.pieces(value)[0]?.kind === 'value' ? 'medium' : 'low',
  harmful,
  snippet: "const VIEWS = ['home', 'about'];\nif (!VIEWS.includes(name)) return res.sendStatus(404);",
});

const loaded = (value: Node, call: Call): Sink => ({
  value,
  call,
  says: (from) => `Which module is loaded comes from ${from}.`,
  harmful,
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

const harmful = (flow: Flow, value: Node): Node | null => (isHeld(flow, value) ? null : value);
