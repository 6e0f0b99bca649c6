import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import type { Module } from '../resolve';
import { lastName, literalText, memberName, propertyOf, unwrap } from '../walk';
import { driverOf } from './drivers';
import { type Driver, driverOfPackage } from './packages';
import { BUILDER, isStatement, LIKELY, SPELLINGS, TAKES_NAMED, TELLING } from './methods';
import { partsOf } from './parts';
import { HOLE } from './places';
import { direct, type KnownCallee, METHODS, wrapperOf } from './wrappers';

export type CallNode = Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>;

/** A call that hands SQL to a database. */
export interface SqlCall extends Omit<KnownCallee, 'driver'> {
  node: CallNode;
  /** Null where only its name and its text say that it is one. */
  driver: Driver | null;
  /** The SQL. */
  sql: Node;
  /** `{ text, values }`, where the SQL stands in one. */
  holder: Extract<Node, { type: 'ObjectExpression' }> | null;
  /** A part of a statement: a condition, an expression. */
  fragment: boolean;
  /** A method of TypeORM's query builder, which takes named values. */
  builder: boolean;
  /** A function of the user's own that hands its parameters on. */
  wrapper: boolean;
}

/** The call, where it hands SQL to a database; one whose text is a plain literal is of no interest. */
export function sqlCallOf(flow: Flow, node: CallNode, known: Record<string, KnownCallee> = {}): SqlCall | null {
  const callee = unwrap(node.callee);
  if (!node.arguments[0] || node.arguments.every((each) => literalText(each) !== null)) return null;
  const written = known[flow.module.text.slice(callee.start!, callee.end!)];
  if (written) return made(flow, node, written, { wrapper: written.text > 0 });
  const name = lastName(callee);
  if (name === null || !(SURE.test(name) || node.arguments.some((each) => mayBeText(flow.module, each)))) return null;
  if (callee.type === 'Identifier') return ofFunction(flow, node, callee, name);
  if (!('object' in callee)) return null;
  return ofMethod(flow, node, callee, callee.object as Node, name);
}

/** How many names are followed. */
const DEPTH = 4;
/** Names that are worth a look whatever is given. */
const SURE = /quer(y|ies)|sql|raw|^(execute|unsafe|literal|prepare)$/i;

/** Whether an expression may be a text that is put together: most calls are given something else. */
function mayBeText({ scopes }: Module, expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'TemplateLiteral') return node.expressions.length > 0;
  if (node.type === 'BinaryExpression') return node.operator === '+';
  if (node.type === 'CallExpression') return /^(join|concat|trim|format)$/.test(memberName(node.callee) ?? '');
  if (node.type === 'ObjectExpression') return ['text', 'sql', 'query'].some((key) => propertyOf(node, key) !== null);
  const binding = node.type === 'Identifier' ? scopes.lookup(node.name, node) : null;
  const made = binding?.kind === 'variable' && binding.path.length === 0 ? [binding.init, ...binding.assignments] : [];
  return made.some(
    (each) =>
      each &&
      /^(TemplateLiteral|StringLiteral|BinaryExpression|CallExpression|ConditionalExpression|ObjectExpression)$/.test(
        unwrap(each).type,
      ),
  );
}

function ofMethod(flow: Flow, node: CallNode, callee: Node, object: Node, name: string): SqlCall | null {
  const { module, resolver } = flow;
  if (Object.hasOwn(BUILDER, name) && isBuilder(flow, object, 0)) {
    const values = TAKES_NAMED.test(name) ? BUILDER[name]! + 1 : null;
    return made(
      flow,
      node,
      { driver: 'typeorm', method: name, text: BUILDER[name]!, values },
      { builder: true, fragment: true },
    );
  }
  const mayBe = LIKELY.test(name) || METHODS.some((methods) => methods.test(name));
  if (!mayBe) {
    // A function of the user's own may be called anything.
    const wrapped = wrapperOf(module, resolver, callee);
    return wrapped && beginsLikeSql(flow, node) ? made(flow, node, wrapped, { wrapper: true }) : null;
  }
  const driver = driverOf(module, resolver, object) ?? TELLING.find(([telling]) => telling.test(name))?.[1] ?? null;
  if (driver && SPELLINGS[driver].methods.test(name)) return made(flow, node, direct(driver, name));
  const wrapped = wrapperOf(module, resolver, callee);
  if (wrapped) return made(flow, node, wrapped, { wrapper: true });
  // A driver's other methods take no SQL; nor does what prints.
  if (driver || !LIKELY.test(name) || /^(console|log|logger|debug)$/i.test(lastName(object) ?? '')) return null;
  return made(flow, node, { driver: null, method: name, text: 0, values: null });
}

function beginsLikeSql(flow: Flow, node: CallNode): boolean {
  const [given] = node.arguments;
  if (!given || given.type === 'SpreadElement' || !mayBegin(flow.module, given)) return false;
  return isStatement(
    partsOf(flow, given)
      .map((part) => (part.kind === 'text' ? part.text : HOLE))
      .join(''),
  );
}

/** The first word of a statement, or nothing yet. */
const BEGINNING =
  /^[\s(;]*(?:$|--|\/\*|select|insert|update|delete|replace|with|merge|create|alter|drop|truncate|call|exec|grant|set|show|use)/i;

/** Whether a text may begin with SQL, by what it begins with: few texts have to be put together to see that they do not. */
function mayBegin(module: Module, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  const either = (...ways: (Node | null | undefined)[]): boolean =>
    ways.some((each) => each && mayBegin(module, each, depth + 1));
  if (depth > DEPTH) return true;
  switch (node.type) {
    case 'StringLiteral':
      return BEGINNING.test(node.value);
    case 'TemplateLiteral':
      return BEGINNING.test(node.quasis[0]?.value.cooked ?? '');
    case 'BinaryExpression':
      return either(node.left);
    case 'LogicalExpression':
      return either(node.left, node.right);
    case 'ConditionalExpression':
      return either(node.consequent, node.alternate);
    case 'Identifier': {
      const binding = module.scopes.lookup(node.name, node);
      // What it stands for is known by what it is imported from, or called with.
      if (binding?.kind !== 'variable' || binding.path.length > 0) return true;
      return either(binding.init, ...binding.assignments);
    }
    default:
      return node.type === 'CallExpression' || node.type === 'MemberExpression';
  }
}

function ofFunction(flow: Flow, node: CallNode, callee: Node, name: string): SqlCall | null {
  const { module, resolver } = flow;
  const value = resolver.resolve(module, callee);
  const driver = value?.kind === 'package' ? driverOfPackage(value.name, value.path) : null;
  const method = value?.kind === 'package' ? (value.path.at(-1) ?? '') : '';
  if (driver && SPELLINGS[driver].methods.test(method)) return made(flow, node, direct(driver, method));
  const wrapped = wrapperOf(module, resolver, callee);
  if (wrapped) return made(flow, node, wrapped, { wrapper: true });
  return /quer(y|ies)|sql|^exec(ute)?$|^run$/i.test(name)
    ? made(flow, node, { driver: null, method: name, text: 0, values: null })
    : null;
}

function made(
  flow: Flow,
  node: CallNode,
  callee: Omit<KnownCallee, 'driver'> & { driver: Driver | null },
  more: Partial<SqlCall> = {},
): SqlCall | null {
  const given = node.arguments[callee.text];
  if (!given || given.type === 'SpreadElement') return null;
  const value = flow.resolver.resolve(flow.module, given);
  const object = unwrap(given).type === 'ObjectExpression' ? unwrap(given) : value?.kind === 'node' ? value.node : null;
  const inObject = ['text', 'sql', 'query'].map((key) => propertyOf(object, key)).find((each) => each !== null);
  const isHeld =
    object?.type === 'ObjectExpression' && inObject && (value?.kind !== 'node' || value.module === flow.module);
  if (object?.type === 'ObjectExpression' && !isHeld) return null;
  const fragment = callee.driver !== null && (SPELLINGS[callee.driver].fragments?.test(callee.method) ?? false);
  return {
    node,
    sql: isHeld ? inObject : given,
    holder: isHeld ? object : null,
    fragment,
    builder: false,
    wrapper: false,
    ...callee,
    ...more,
  };
}

/** Whether a chain begins with `createQueryBuilder()`. */
function isBuilder({ module, resolver }: Flow, expression: Node, depth: number): boolean {
  let node = unwrap(expression);
  for (let links = 0; links < 60; links++) {
    if (node.type === 'CallExpression') {
      if (memberName(node.callee) === 'createQueryBuilder') return true;
      if (node.callee.type !== 'MemberExpression') return false;
      node = unwrap(node.callee.object);
    } else break;
  }
  if (node.type !== 'Identifier' || depth > 4) return false;
  const binding = module.scopes.lookup(node.name, node);
  if (binding?.kind === 'variable' && binding.init && binding.path.length === 0)
    return isBuilder({ module, resolver } as Flow, binding.init, depth + 1);
  const annotation = binding && 'typeAnnotation' in binding.identifier ? binding.identifier.typeAnnotation : null;
  return /\bSelectQueryBuilder\b/.test(annotation ? module.text.slice(annotation.start!, annotation.end!) : '');
}
