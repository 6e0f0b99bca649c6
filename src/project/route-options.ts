import type { Node } from '@babel/types';
import type { ChainDialect, RouteCall } from '../../codemods/lib/chain';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import type { RouteOptionsDialect } from '../../codemods/lib/route-options';
import { keyName, propertyOf } from '../../codemods/lib/walk';
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
): { handlers: FoundHandler[]; schemas: Checked; settings: string[] } {
  const written = handlersOf(resolver, module, call.handlers, lists);
  const named = call.options ?? (call.handlers.length === 1 ? call.handlers[0] : undefined);
  if (!dialect || !named) return { handlers: written, schemas: [], settings: [] };
  const objects = literalsOf(resolver, module, named);
  if (!objects) return { handlers: written, schemas: call.options ? null : [], settings: [] };
  const schemas = checkedBy(resolver, objects, dialect);
  const settings = settingsIn(resolver, objects, dialect);
  if (objects.length === 1 && objects[0]!.node === named) return { handlers: written, schemas, settings };
  // A name stands for the options, or for a part of them: what they hold is written elsewhere.
  const guards = dialect.hooks.flatMap((name) => held(resolver, objects, name));
  const handler = call.options && call.options !== call.node.arguments[0] ? call.handlers.slice(-1) : [];
  const own = handler.length > 0 ? handlersOf(resolver, module, handler, lists) : held(resolver, objects, 'handler');
  return { handlers: [...guards, ...own], schemas, settings };
}

interface Literal {
  module: Module;
  node: Node;
}

/** The object literals that make up an object, those that it spreads behind itself; null where one is not known. */
function literalsOf(resolver: Resolver, module: Module, expression: Node, depth = 0): Literal[] | null {
  const value = depth > 4 ? null : resolver.resolve(module, expression);
  if (value?.kind !== 'node' || value.node.type !== 'ObjectExpression') return null;
  const found: Literal[] = [value];
  for (const property of value.node.properties) {
    if (property.type !== 'SpreadElement') continue;
    const spread = literalsOf(resolver, value.module, property.argument, depth + 1);
    if (!spread) return null;
    found.push(...spread);
  }
  return found;
}

/** The value of a property, with the file it is written in. */
function valueIn(objects: readonly Literal[], name: string): Literal | null {
  for (const { module, node } of objects) {
    const value = propertyOf(node, name);
    if (value) return { module, node: value };
  }
  return null;
}

function held(resolver: Resolver, objects: readonly Literal[], name: string): FoundHandler[] {
  const value = valueIn(objects, name);
  return value ? handlersOf(resolver, value.module, [value.node]) : [];
}

/** What a route asks plugins for: `config: { rateLimit: { max: 5 } }`. */
function settingsIn(resolver: Resolver, objects: readonly Literal[], { settings }: RouteOptionsDialect): string[] {
  const config = valueIn(objects, settings);
  const parts = config ? literalsOf(resolver, config.module, config.node) : null;
  return (parts ?? []).flatMap(({ node }) =>
    node.type === 'ObjectExpression'
      ? node.properties.flatMap((property) => {
          const off = 'value' in property && property.value?.type === 'BooleanLiteral' && !property.value.value;
          return off ? [] : (keyName(property) ?? []);
        })
      : [],
  );
}

/** `schema: { body, querystring, params }`, also by a name; null where it is made somewhere else. */
function checkedBy(resolver: Resolver, objects: readonly Literal[], { schema: key }: RouteOptionsDialect): Checked {
  const schema = valueIn(objects, key);
  if (!schema) return [];
  const parts = literalsOf(resolver, schema.module, schema.node);
  if (!parts) return null;
  const has = (name: string): boolean => valueIn(parts, name) !== null;
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
