import type { Node } from '@babel/types';
import type { ChainDialect, RouteCall } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { guardsIn, handlersIn, type RouteOptionsDialect } from '../../codemods/lib/route-options';
import { propertyOf } from '../../codemods/lib/walk';
import type { HandlerReads } from '../types';
import { type FoundHandler, handlersOf } from './handlers';

/** The parts of a request that a route's schemas check; null where they cannot be told. */
type Checked = ('body' | 'query' | 'params')[] | null;

/** The handlers of a route, those that its options add included, and the parts that its schemas check. */
export function withOptions(
  resolver: Resolver,
  module: Module,
  call: RouteCall,
  { lists, routeOptions: dialect }: ChainDialect,
): { handlers: FoundHandler[]; schemas: Checked } {
  const written = handlersOf(resolver, module, call.handlers, lists);
  const named = call.options ?? (call.handlers.length === 1 ? call.handlers[0] : undefined);
  if (!dialect || !named) return { handlers: written, schemas: [] };
  const value = resolver.resolve(module, named);
  const known = value?.kind === 'node' && value.node.type === 'ObjectExpression' ? value : null;
  if (!known) return { handlers: written, schemas: call.options ? null : [] };
  const schemas = checkedBy(resolver, known.module, known.node, dialect);
  if (known.node === named) return { handlers: written, schemas };
  // A name stands for the options: what they hold is written elsewhere.
  const held = call.options ? guardsIn(known.node, dialect) : handlersIn(known.node, dialect);
  return { handlers: [...handlersOf(resolver, known.module, held, lists), ...(call.options ? written : [])], schemas };
}

/** `schema: { body, querystring, params }`, also by a name; null where it is made somewhere else. */
function checkedBy(resolver: Resolver, module: Module, options: Node, { schema: key }: RouteOptionsDialect): Checked {
  const schema = propertyOf(options, key);
  if (!schema) return [];
  const value = resolver.resolve(module, schema);
  if (value?.kind !== 'node' || value.node.type !== 'ObjectExpression') return null;
  if (value.node.properties.some(({ type }) => type === 'SpreadElement')) return null;
  const has = (name: string): boolean => propertyOf(value.kind === 'node' ? value.node : null, name) !== null;
  return [
    ...(has('body') ? ['body' as const] : []),
    ...(has('query') || has('querystring') ? ['query' as const] : []),
    ...(has('params') ? ['params' as const] : []),
  ];
}

/** What is left to check of what the handlers read. */
export function withoutChecked(reads: HandlerReads, schemas: Checked): HandlerReads {
  // Of a handler that cannot be read, its author's schema says best what it takes.
  if (schemas === null || (schemas.length > 0 && reads.whole.length === 3)) return { ...reads, validated: true };
  if (schemas.length === 0) return reads;
  const left = (part: 'body' | 'query' | 'params'): boolean => !schemas.includes(part);
  const whole = reads.whole.filter(left);
  const kept = { body: left('body') ? reads.body : [], query: left('query') ? reads.query : [], whole };
  const nothing = kept.body.length === 0 && kept.query.length === 0 && whole.length === 0;
  return { ...reads, ...kept, params: left('params') ? reads.params : [], validated: reads.validated || nothing };
}
