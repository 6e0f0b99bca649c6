import type { Node } from '@babel/types';
import { isFunction, literalText, memberName, propertyOf } from '../../../codemods/lib/walk';
import type { Middleware, Project, Report, Route, Rule } from '../../types';
import { oncePerProject } from '../once';
import { type Located, valueOf } from '../values';
import { COUNTER, LIMITERS, type Maker, makersOf } from './makers';

/** Limiters that are made anew for each request, with a count that nobody has added to: they never limit. */
export const perRequest: Rule = {
  id: 'rate-limit/per-request',
  severity: 'medium',
  cwe: 'CWE-770',
  owasp: 'A06:2025 Insecure Design',
  fixed: 'never',
  summary: 'A limiter that is made for each request begins to count anew with each of them, and never limits.',
  check: (project) => withoutMemory(project).map(reportOf),
};

const reportOf = ({ file, node, name }: Maker): Report => ({
  file,
  node,
  message: isForgetful(name, node)
    ? 'Without db its counts are kept for one request only: it never limits.'
    : 'This limiter is made for each request, and begins to count anew: it never limits.',
  fix: 'manual',
  snippet: isForgetful(name, node)
    ? "const db = new Map(); // above, once: ratelimit({ driver: 'memory', db, … })"
    : 'const limiter = …; // above the handler, once: app.use(limiter)',
});

const withoutMemory = oncePerProject((project): Maker[] =>
  makersOf(project).filter(
    (maker) => isForgetful(maker.name, maker.node) || (countsHere(project, maker) && isUsedAtOnce(maker)),
  ),
);

/** koa-ratelimit makes the Map of its counts with each request where it is given none. */
function isForgetful(name: string, { arguments: [options] }: Maker['node']): boolean {
  if (!/^koa-ratelimit(#|$)/.test(name) || options?.type !== 'ObjectExpression') return false;
  const isPlain = options.properties.every(({ type }) => type !== 'SpreadElement');
  return isPlain && literalText(propertyOf(options, 'driver')) === 'memory' && !propertyOf(options, 'db');
}

/** Whether it counts in itself: what counts in a store outlives the limiter. */
function countsHere(project: Project, { file, node, name }: Maker): boolean {
  if (name === COUNTER) return true;
  const [first] = node.arguments;
  const options = first && valueOf(project, file, first).node;
  if (options === undefined) return true;
  if (options.type !== 'ObjectExpression') return false;
  return options.properties.every(
    (each) =>
      each.type !== 'SpreadElement' &&
      (each.key.type !== 'Identifier' || !/^(store|db|redis\w*|client)$/i.test(each.key.name) || isNewMap(each)),
  );
}

const isNewMap = (property: Node): boolean =>
  property.type === 'ObjectProperty' &&
  property.value.type === 'NewExpression' &&
  property.value.callee.type === 'Identifier' &&
  /^(Map|MemoryStore)$/.test(property.value.callee.name);

/** Whether nothing is done with it but to ask it about the request that is at hand. */
function isUsedAtOnce({ module, node }: Maker): boolean {
  const { scopes } = module;
  const within = scopes.functionAround(node);
  const parent = scopes.parents.get(node);
  if (!isFunction(within) || !parent) return false;
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return asks(node);
  const binding = scopes.lookup(parent.id.name, node);
  const uses = binding ? scopes.usesOf(binding) : [];
  return uses.length > 0 && uses.every(asks);

  /** `limiter(req, res, next)`, `counter.consume(req.ip)`: with what the function itself was given. */
  function asks(used: Node): boolean {
    const above = scopes.parents.get(used);
    const isMethod = above?.type === 'MemberExpression' && above.object === used;
    const call = isMethod ? scopes.parents.get(above) : above;
    if (call?.type !== 'CallExpression' || call.callee !== (isMethod ? above : used)) return false;
    if (isMethod && !/^(consume|get|penalty|reward)$/.test(memberName(above) ?? '')) return false;
    const given = isMethod ? call.arguments.slice(0, 1) : call.arguments;
    return (isMethod || given.length > 1) && given.every(isGiven);
  }

  function isGiven(argument: Node): boolean {
    let root = argument;
    while (root.type === 'MemberExpression') root = root.object;
    const binding = root.type === 'Identifier' ? scopes.lookup(root.name, root) : null;
    return binding?.kind === 'parameter' && binding.declaration === within;
  }
}

/** Whether a call makes a limiter that limits. */
const isMemorable = (project: Project, { file, node }: Located): boolean =>
  !withoutMemory(project).some((maker) => maker.file === file && maker.node === node);

/** Whether the middleware is a limiter of one of the packages, and one that limits. */
export const limits = (project: Project, { from }: Middleware): boolean =>
  from.some((call) => LIMITERS.includes(call.name as never) && isMemorable(project, call));

/** Whether a function makes the limiter that it asks. */
export function makesItsLimiter(project: Project, at: Located): boolean {
  const { file, node } = valueOf(project, at.file, at.node);
  return withoutMemory(project).some(
    (maker) => maker.file === file && maker.node.start! >= node.start! && maker.node.end! <= node.end!,
  );
}

/** Whether one of the functions in front of the route makes the limiter that it asks. */
export const isLimitedInVain = (project: Project, { handlers }: Route): boolean =>
  handlers.slice(0, -1).some(({ file, argument }) => makesItsLimiter(project, { file, node: argument }));
