import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import type { Binding } from '../scope';
import { keyName, literalText, memberName, unwrap } from '../walk';
import { isRequestParameter } from './handlers';

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

function classify({ parts }: RequestShape, names: string[]): RequestRead | null {
  const [first = '', ...rest] = names;
  if (first.startsWith('@')) return { part: first.slice(1) as RequestPart, path: rest };
  for (const [part, paths] of Object.entries(parts) as [RequestPart, string[][]][])
    for (const path of paths)
      if (path.every((name, index) => names[index] === name)) return { part, path: names.slice(path.length) };
  return null;
}

/** The members that lead from the request to the expression. */
function namesOf(module: Module, shape: RequestShape, expression: Node, depth: number): string[] | null {
  if (depth > DEPTH) return null;
  const node = unwrap(expression);
  const inner = (next: Node): string[] | null => namesOf(module, shape, next, depth + 1);
  switch (node.type) {
    case 'Identifier': {
      const binding = module.scopes.lookup(node.name, node);
      return binding && ofBinding(module, shape, binding, inner);
    }
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const base = inner(node.object);
      return base && [...base, memberName(node) ?? '[]'];
    }
    case 'CallExpression':
    case 'OptionalCallExpression': {
      const callee = unwrap(node.callee);
      if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return null;
      const base = inner(callee.object);
      if (!base) return null;
      // A method of a value that was read gives another value: only the request's own calls read.
      const field = node.arguments[0] ? literalText(node.arguments[0]) : null;
      return classify(shape, base) ? null : [...base, `${memberName(callee)}()`, ...(field === null ? [] : [field])];
    }
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

function ofBinding(
  module: Module,
  shape: RequestShape,
  binding: Binding,
  inner: (node: Node) => string[] | null,
): string[] | null {
  const { kind, init, path, assignments, declaration } = binding;
  const within = path.filter((name) => name !== '...');
  if (kind === 'parameter') {
    const handed = decoratedBy(module, shape, binding);
    if (handed) return [...(handed === 'request' ? [] : [`@${handed}`]), ...within];
    return isRequestParameter(module, binding) ? within : null;
  }
  if (kind !== 'variable' && kind !== 'global') return null;
  const loop = module.scopes.parents.get(module.scopes.parents.get(declaration) ?? declaration);
  if (!init && loop?.type === 'ForOfStatement') {
    const items = inner(loop.right);
    return items && [...items, '[]', ...within];
  }
  for (const candidate of [...(init ? [init] : []), ...assignments]) {
    const base = inner(candidate);
    if (base) return [...base, ...within];
  }
  return null;
}

/** `@Body() dto`, `@Query('page') page` */
function decoratedBy(
  { scopes }: Module,
  { decorators }: RequestShape,
  { identifier }: Binding,
): RequestPart | 'request' | null {
  let node: Node | undefined = identifier;
  for (let depth = 0; node && depth < 6; depth++, node = scopes.parents.get(node)) {
    for (const { expression } of ('decorators' in node && node.decorators) || []) {
      const callee: Node = expression.type === 'CallExpression' ? expression.callee : expression;
      const handed = callee.type === 'Identifier' ? decorators[callee.name] : undefined;
      if (handed) return handed;
    }
    if (keyName(node) !== null && node.type !== 'ObjectProperty') break;
  }
  return null;
}
