import type { Node } from '@babel/types';
import type { ChainDialect } from './chain';
import type { Module } from './resolve';
import { isFunction, keyName, memberName, walk } from './walk';

/** Calls that take the app without adding to its chain. */
const PASSIVE =
  /^(createServer|listen|log|info|debug|warn|error|exit|on|once|emit|agent|request|supertest|set|disable|enable|engine|push|equal|inspect|resolve|handle|addListener|map|close|stop|export|Router|Server)$|shutdown|terminat|terminus/i;

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
  if (/^(_?(req|request|res|response)\b|ctx,next\b|\w+,_?(req|request)\b)/.test(names.join())) return true;
  const parent = module.scopes.parents.get(fn);
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
  const { callee } = parent;
  if (callee.object.type === 'Identifier' && callee.object.name === 'process') return true;
  return dialect.register.includes(memberName(callee) ?? '');
}
