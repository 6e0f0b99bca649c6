import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { type Origin, worst } from '../flow/origin';
import { lastName, unwrap } from '../walk';
import { driverOfPackage } from './packages';

/** Functions whose result is quoted, or a part of a query that carries its own values. */
const ESCAPES =
  /(^|_)(escape|quote)|escape(d|Id|Literal|Identifier|String|Sql)?$|^quote|Quote(d|Identifier|Name|Table)?$/i;
/** What makes a number, a date or a fixed form of a value. */
const SCALARS =
  /^(toISOString|toISODate|toISOTime|toSQL|toFormat|toMillis|toJSON|toFixed|getTime|valueOf|getFullYear|format|unix|randomUUID|uuid|uuidv4|nanoid|now)$/;
const NUMERIC = /^(to|as|parse|force|ensure)?(Number|Int|Integer|Float|Num)$/i;
const DEPTH = 12;

/** Where a value that becomes SQL comes from; what is escaped, or is nothing but placeholders, is as good as constant. */
export function originInSql(flow: Flow, expression: Node, depth = 0): Origin {
  const node = unwrap(expression);
  if (depth > DEPTH) return 'unknown';
  const inner = (next: Node): Origin => originInSql(flow, next, depth + 1);
  switch (node.type) {
    case 'ConditionalExpression':
      return worst([inner(node.consequent), inner(node.alternate)]);
    case 'LogicalExpression':
      return worst([inner(node.left), inner(node.right)]);
    case 'TemplateLiteral':
      return worst(node.expressions.map(inner));
    case 'BinaryExpression':
      return node.operator === '+' ? worst([inner(node.left), inner(node.right)]) : 'constant';
    case 'Identifier':
      return ofName(flow, node, inner);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return ofCall(flow, node, inner);
    default:
      return flow.originOf(node);
  }
}

function ofName(flow: Flow, node: Extract<Node, { type: 'Identifier' }>, inner: (node: Node) => Origin): Origin {
  const origin = flow.originOf(node);
  const binding = flow.module.scopes.lookup(node.name, node);
  if (origin === 'constant' || binding?.kind !== 'variable' || binding.path.length > 0) return origin;
  const sources = [...(binding.init ? [binding.init] : []), ...binding.assignments];
  if (sources.length === 0 || binding.init?.type === 'ArrayExpression') return origin;
  const made = worst(sources.map(inner));
  return made === 'constant' ? made : origin;
}

function ofCall(
  flow: Flow,
  node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
  inner: (node: Node) => Origin,
): Origin {
  const callee = unwrap(node.callee);
  const name = lastName(callee) ?? '';
  if (isEscaped(flow, callee, name) || NUMERIC.test(name)) return 'constant';
  const object =
    callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression' ? callee.object : null;
  if (object && SCALARS.test(name)) {
    const origin = inner(object);
    return origin === 'unknown' || origin === 'constant' ? 'constant' : origin;
  }
  if (!object && SCALARS.test(name) && node.arguments.length === 0) return 'constant';
  if (object && /^(join|trim|slice|toString|toUpperCase|toLowerCase)$/.test(name) && inner(object) === 'constant')
    return 'constant';
  const [given] = node.arguments;
  if (
    name === 'map' &&
    given?.type === 'Identifier' &&
    /^(Number|parseInt|parseFloat|BigInt|Boolean)$/.test(given.name)
  )
    return 'constant';
  if (object && name === 'get' && isMap(flow, object)) return 'constant';
  return flow.originOf(node);
}

/** `mysql.escape(x)`, `connection.escapeId(x)`, `format('%L', x)` of pg-format, `pgp.as.csv(x)`, `Prisma.join(ids)`, `knex.raw(…)` */
function isEscaped(flow: Flow, callee: Node, name: string): boolean {
  if (ESCAPES.test(name)) return true;
  const text = flow.module.text.slice(callee.start!, callee.end!);
  if (/\b(pgp\.(as|helpers)|SqlString|sqlstring)\b/.test(text)) return true;
  const value = flow.resolver.resolve(flow.module, callee);
  if (value?.kind !== 'package') return false;
  return /^(pg-format|sqlstring)$/.test(value.name) || (name === 'format' && driverOfPackage(value.name) !== null);
}

/** `new Map([['name', 'users.name']])` */
function isMap(flow: Flow, object: Node): boolean {
  const value = flow.resolver.resolve(flow.module, object);
  const node = value?.kind === 'node' ? value.node : null;
  const isOne = node?.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Map';
  return isOne && value?.kind === 'node' && value.module === flow.module && flow.originOf(node) === 'constant';
}
