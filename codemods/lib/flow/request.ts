import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import type { Binding } from '../scope';
import { keyName, literalText, memberName, propertyOf, unwrap } from '../walk';
import { isRequestParameter } from './handlers';
import { reaching } from './reaching';
import { convertsText } from './types';
import { Notes } from '../notes';

export type RequestPart = 'body' | 'query' | 'params' | 'headers' | 'cookies' | 'files' | 'other';

/** How handlers get at what clients send, as JSON: members of the request, `['req', 'query()']` where one is called. */
export interface RequestShape {
  parts: Partial<Record<RequestPart, string[][]>>;
  /** Decorators of parameters, by name, with what they hand out. */
  decorators: Record<string, RequestPart | 'request'>;
}

/** Something that the client sent: `req.body.user.name` is `name` of `user` of the body. */
export interface RequestRead {
  part: RequestPart;
  /** Empty where it is the whole part. */
  path: string[];
}

const DEPTH = 16;

/** What an expression reads of the request, through names, aliases, destructuring and loops; null where it reads nothing. */
export function readRequest(module: Module, shape: RequestShape, node: Node): RequestRead | null {
  const names = namesOf(module, shape, node, 0);
  return names && classify(shape, names);
}

/** Whether an expression is the request, or something that hangs on it: `req.user` is not what the client sent. */
export const isOfRequest = (module: Module, shape: RequestShape, node: Node): boolean =>
  namesOf(module, shape, node, 0) !== null;

/** The part that most of the names lead to. */
function classify({ parts }: RequestShape, names: string[]): RequestRead | null {
  const [first = '', ...rest] = names;
  if (first.startsWith('@')) return { part: first.slice(1) as RequestPart, path: rest };
  let found: RequestRead | null = null;
  for (const [part, paths] of Object.entries(parts) as [RequestPart, string[][]][])
    for (const path of paths)
      if (
        path.every((name, index) => names[index] === name) &&
        (!found || names.length - path.length < found.path.length)
      )
        found = { part, path: names.slice(path.length) };
  return found;
}

/** The members that lead from the request to the expression. */
function namesOf(module: Module, shape: RequestShape, expression: Node, depth: number): string[] | null {
  if (depth > DEPTH) return null;
  const node = unwrap(expression);
  const inner = (next: Node): string[] | null => namesOf(module, shape, next, depth + 1);
  switch (node.type) {
    case 'Identifier': {
      const binding = module.scopes.lookup(node.name, node);
      return binding && ofBinding(module, shape, node, binding, inner);
    }
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const base = inner(node.object);
      if (base) return [...base, memberName(node) ?? '[]'];
      const value = localProperty(module, node.object, memberName(node));
      return value && inner(value);
    }
    case 'CallExpression':
    case 'OptionalCallExpression':
      return ofCall(shape, node, inner);
    case 'LogicalExpression':
      return inner(node.left) ?? inner(node.right);
    case 'ConditionalExpression':
      return inner(node.consequent) ?? inner(node.alternate);
    case 'ObjectExpression': {
      const spread = node.properties.find(({ type }) => type === 'SpreadElement');
      return spread?.type === 'SpreadElement' ? inner(spread.argument) : null;
    }
    default:
      return null;
  }
}

/** A field of an object literal that a name stands for: `const options = { name: req.query.name }`. */
function localProperty({ scopes }: Module, object: Node, name: string | null): Node | null {
  const node = unwrap(object);
  const binding = node.type === 'Identifier' && name !== null ? scopes.lookup(node.name, node) : null;
  return binding?.init && binding.path.length === 0 && binding.assignments.length === 0
    ? propertyOf(unwrap(binding.init), name!)
    : null;
}

function ofCall(
  shape: RequestShape,
  node: Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' }>,
  inner: (node: Node) => string[] | null,
): string[] | null {
  const callee = unwrap(node.callee);
  const literal = (argument: Node | undefined): string[] => {
    const text = literalText(argument);
    return text === null ? [] : [text];
  };
  if (callee.type === 'Identifier') {
    // Hono's helper is given the context: `getCookie(c, 'session')`.
    if (!/^get(Signed)?Cookie$/.test(callee.name) || !node.arguments[0]) return null;
    return inner(node.arguments[0])?.length === 0 ? ['@cookies', ...literal(node.arguments[1])] : null;
  }
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return null;
  const method = memberName(callee);
  // Nest's guards and interceptors: `context.switchToHttp().getRequest()`
  if (method === 'getRequest' && node.arguments.length === 0) return [];
  const base = inner(callee.object);
  if (!base) return null;
  // A method of a value that was read gives another value: only the request's own calls read.
  const called = [...base, `${method}()`];
  const { parts } = shape;
  const isOwn = Object.values(parts).some((paths) => paths.some((path) => path.join() === called.join()));
  return classify(shape, base) && !isOwn ? null : [...called, ...literal(node.arguments[0])];
}

const known = new WeakMap<RequestShape, Notes<Binding | Node, string[] | null>>();

/** Each name is looked at once: one that is made of itself, `text = text.trim()`, says nothing new. */
function ofBinding(
  module: Module,
  shape: RequestShape,
  node: Node,
  binding: Binding,
  inner: (node: Node) => string[] | null,
): string[] | null {
  const names = known.get(shape) ?? new Notes<Binding | Node, string[] | null>();
  known.set(shape, names);
  const { values, last } = reaching(module, node, binding);
  const found = names.get(last ?? binding);
  if (found !== undefined) return found;
  names.set(last ?? binding, null);
  const read = last ? firstOf(values, inner) : leadsTo(module, shape, binding, inner);
  names.set(last ?? binding, read);
  return read;
}

function firstOf(values: readonly Node[], inner: (node: Node) => string[] | null): string[] | null {
  for (const value of values) {
    const names = inner(value);
    if (names) return names;
  }
  return null;
}

function leadsTo(
  module: Module,
  shape: RequestShape,
  binding: Binding,
  inner: (node: Node) => string[] | null,
): string[] | null {
  const { kind, init, path, assignments, declaration } = binding;
  const within = path.filter((name) => name !== '...');
  if (kind === 'parameter') {
    const handed = decoratedBy(module, shape, binding);
    if (handed) return [...handed, ...within];
    if (isRequestParameter(module, binding)) return within;
    const sent = isResolverArguments(module, binding) ? [] : loginField(module, binding);
    return sent && ['@body', ...sent, ...within];
  }
  if (kind !== 'variable' && kind !== 'global') return null;
  const loop = module.scopes.parents.get(module.scopes.parents.get(declaration) ?? declaration);
  if (!init && loop?.type === 'ForOfStatement') {
    const items = inner(loop.right);
    return items && [...items, '[]', ...within];
  }
  const base = firstOf([...(init ? [init] : []), ...assignments], inner);
  return base && [...base, ...within];
}

/** What GraphQL hands a resolver of a field: `{ type, args, resolve(parent, args) {…} }`. */
function isResolverArguments({ scopes }: Module, { declaration, index }: Binding): boolean {
  const property = declaration.type === 'ObjectMethod' ? declaration : scopes.parents.get(declaration);
  if (index !== 1 || !property || keyName(property) !== 'resolve') return false;
  return propertyOf(scopes.parents.get(property), 'type') !== null;
}

/** What passport hands on of a login form: `new LocalStrategy((username, password, done) => …)`. */
function loginField({ scopes }: Module, { declaration, index, identifier, name }: Binding): string[] | null {
  const made = scopes.parents.get(declaration);
  if (made?.type !== 'NewExpression' || identifier.type !== 'Identifier' || !('params' in declaration)) return null;
  const callee = made.callee.type === 'Identifier' ? made.callee.name : memberName(made.callee);
  const first = declaration.params[0];
  const from = first?.type === 'Identifier' && /^_?req(uest)?$/.test(first.name) ? 1 : 0;
  return /^Local\w*Strategy$/.test(callee ?? '') && index >= from && index < from + 2 ? [name] : null;
}

/** `@Body() dto`, `@Query('page') page`; not what a pipe makes a number of, an enum or an id. */
function decoratedBy({ scopes }: Module, { decorators }: RequestShape, { identifier }: Binding): string[] | null {
  let node: Node | undefined = identifier;
  for (let depth = 0; node && depth < 6; depth++, node = scopes.parents.get(node)) {
    for (const { expression } of ('decorators' in node && node.decorators) || []) {
      const call = expression.type === 'CallExpression' ? expression : null;
      const callee: Node = call?.callee ?? expression;
      const handed = callee.type === 'Identifier' ? decorators[callee.name] : undefined;
      if (!handed || call?.arguments.some(convertsText)) continue;
      const field = literalText(call?.arguments[0]);
      return handed === 'request' ? [] : [`@${handed}`, ...(field === null ? [] : [field])];
    }
    if (keyName(node) !== null && node.type !== 'ObjectProperty') break;
  }
  return null;
}
