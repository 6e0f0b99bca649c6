import type { Node } from '@babel/types';
import type { ChainDialect } from './chain';
import type { Module } from './resolve';
import { isFunction, keyName, memberName, walk } from './walk';

/** Calls that take the app without adding to its chain. */
const PASSIVE =
  /^(createServer|listen|log|info|debug|warn|error|exit|on|once|emit|agent|request|supertest|set|disable|enable|engine|push|equal|inspect|resolve|handle|addListener|map|close|stop|export|Router|Server)$|shutdown|terminat|terminus/i;
/** Callbacks of these run at once, where the call stands. */
const SYNCHRONOUS = /^(forEach|map|filter|some|every|reduce|find)$/;

/**
 * The statement after which everything that adds to the app's chain has run, in the order of execution of one file;
 * null where that cannot be told.
 */
export function lastRegistration(module: Module, dialect: ChainDialect, isApp: (node: Node) => boolean): Node | null {
  const touches = registrations(module, dialect, isApp);
  const containers = group(module, touches);
  const outermost = settle(module, containers);
  if (!outermost) return null;
  const [container, nodes] = outermost;
  const statements = nodes.map((node) => statementIn(module, node, container)).filter((node) => node !== null);
  return statements.sort((a, b) => a.end! - b.end!).at(-1) ?? null;
}

/** Calls that add to the chain of the app: `app.use(…)`, `app[method](…)`, and functions and classes that are handed the app. */
export function registrations(module: Module, dialect: ChainDialect, isApp: (node: Node) => boolean): Node[] {
  const found: Node[] = [];
  walk(module.ast.program, (node) => {
    if (isFunction(node) && isCalledLater(module, node, dialect)) return false;
    if (registers(node, dialect, isApp) || takesApp(node, isApp)) found.push(node);
    return true;
  });
  return found;
}

function registers(node: Node, dialect: ChainDialect, isApp: (node: Node) => boolean): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !isApp(node.callee.object))
    return false;
  const name = memberName(node.callee);
  const reads = name === 'get' && node.arguments.length < 2;
  return name === null ? node.callee.computed : dialect.register.includes(name) && !reads;
}

function takesApp(node: Node, isApp: (node: Node) => boolean): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
  const name = node.callee.type === 'Identifier' ? node.callee.name : memberName(node.callee);
  if (name !== null && PASSIVE.test(name)) return false;
  return node.arguments.some(
    (argument) =>
      (argument.type !== 'CallExpression' && isApp(argument)) ||
      (argument.type === 'ObjectExpression' &&
        argument.properties.some(
          (property) => property.type === 'ObjectProperty' && keyName(property) === 'app' && isApp(property.value),
        )),
  );
}

/** Request handlers and listeners of the process run when everything has been registered. */
function isCalledLater(module: Module, fn: Node, dialect: ChainDialect): boolean {
  const names = isFunction(fn) ? fn.params.flatMap((param) => (param.type === 'Identifier' ? [param.name] : [])) : [];
  if (names.slice(0, 2).some((name) => /^_?(req|request|res|response|ctx)$/.test(name))) return true;
  const parent = module.scopes.parents.get(fn);
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
  const { callee } = parent;
  if (callee.object.type === 'Identifier' && callee.object.name === 'process') return true;
  return dialect.register.includes(memberName(callee) ?? '');
}

type Containers = Map<Node, Node[]>;

function group(module: Module, touches: Node[]): Containers {
  const containers: Containers = new Map();
  for (const node of touches) {
    const container = transparent(module, module.scopes.functionAround(node));
    containers.set(container, [...(containers.get(container) ?? []), node]);
  }
  return containers;
}

/** A callback that runs at once belongs to the function around it. */
function transparent(module: Module, container: Node): Node {
  const parent = module.scopes.parents.get(container);
  const isCallback = parent?.type === 'CallExpression' && parent.callee !== container;
  const name = isCallback ? memberName(parent.callee) : null;
  if (name === null || !SYNCHRONOUS.test(name)) return container;
  return transparent(module, module.scopes.functionAround(container));
}

/**
 * Moves what named functions and methods register to where they are called, until one function is left: the one that
 * runs last, where each of the others is around it.
 */
function settle(module: Module, containers: Containers): [Node, Node[]] | null {
  for (let rounds = 0; rounds < 8; rounds++) {
    const moved = [...containers.keys()].find((container) => {
      const calls = callsOf(module, container);
      if (calls.length === 0) return false;
      containers.delete(container);
      for (const [outer, nodes] of group(module, calls))
        containers.set(outer, [...(containers.get(outer) ?? []), ...nodes]);
      return true;
    });
    if (!moved) break;
  }
  const innermost = [...containers].filter(
    ([container]) => ![...containers.keys()].some((other) => other !== container && within(module, other, container)),
  );
  return innermost.length === 1 ? innermost[0]! : null;
}

function within(module: Module, node: Node, outer: Node): boolean {
  for (let current = module.scopes.parents.get(node); current; current = module.scopes.parents.get(current))
    if (current === outer) return true;
  return false;
}

/** Where this file calls the named function or method. */
function callsOf(module: Module, container: Node): Node[] {
  const name = nameOf(module, container);
  if (name === null) return [];
  const isMethod =
    container.type === 'ClassMethod' || container.type === 'ClassPrivateMethod' || isField(module, container);
  const calls: Node[] = [];
  walk(module.ast.program, (node) => {
    if (node.type !== 'CallExpression' || within(module, node, container)) return;
    const { callee } = node;
    const called = isMethod
      ? callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression' && memberName(callee) === name
      : callee.type === 'Identifier' && callee.name === name;
    if (called) calls.push(node);
  });
  return calls;
}

const isField = (module: Module, container: Node): boolean =>
  module.scopes.parents.get(container)?.type === 'ClassProperty';

function nameOf(module: Module, container: Node): string | null {
  if (!isFunction(container)) return null;
  if (container.type === 'ClassMethod' || container.type === 'ObjectMethod')
    return keyName(container) === 'constructor' ? null : keyName(container);
  if (container.type === 'FunctionDeclaration') return container.id?.name ?? null;
  const parent = module.scopes.parents.get(container);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent?.type === 'ClassProperty' ? keyName(parent) : null;
}

/** The statement of the container's own block that holds the node. */
function statementIn(module: Module, node: Node, container: Node): Node | null {
  const body = container.type === 'Program' ? container : isFunction(container) ? container.body : null;
  if (!body || (body.type !== 'BlockStatement' && body.type !== 'Program')) return null;
  let current: Node | undefined = node;
  while (current) {
    const parent: Node | undefined = module.scopes.parents.get(current);
    if (parent === body) return current;
    current = parent;
  }
  return null;
}
