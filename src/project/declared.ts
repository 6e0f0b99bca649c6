import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { literalText, propertyOf } from '../../codemods/lib/walk';
import { constantText } from './constants';

/** A route that is written as an object: `createRoute({ method: 'post', path: '/users/{id}', request: { body } })`. */
export interface DeclaredRoute {
  method: string;
  path: string | null;
  /** It says what a request must look like, and the framework checks that. */
  checked: boolean;
  /** What it names as middleware. */
  middleware: { module: Module; node: Node }[];
}

/** The route that an argument declares, also where a name or a call such as `createRoute()` stands for it. */
export function declaredRoute(resolver: Resolver, module: Module, argument: Node | undefined): DeclaredRoute | null {
  const made = argument && resolver.resolve(module, argument);
  if (made?.kind !== 'node') return null;
  const inner = made.node.type === 'CallExpression' ? made.node.arguments[0] : made.node;
  const value = inner && resolver.resolve(made.module, inner);
  if (value?.kind !== 'node' || value.node.type !== 'ObjectExpression') return null;
  const { module: at, node } = value;
  const method = propertyOf(node, 'method');
  const path = propertyOf(node, 'path');
  const listed = propertyOf(node, 'middleware');
  const middleware = listed?.type === 'ArrayExpression' ? listed.elements : [listed];
  return {
    method: (method && (literalText(method) ?? constantText(resolver, at, method)))?.toLowerCase() ?? 'all',
    // OpenAPI writes its parameters in braces.
    path: (path && constantText(resolver, at, path))?.replace(/\{(\w+)\}/g, ':$1') ?? null,
    checked: propertyOf(node, 'request') !== null,
    middleware: middleware.flatMap((each) => (each ? [{ module: at, node: each as Node }] : [])),
  };
}
