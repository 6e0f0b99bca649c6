import type { Node } from '@babel/types';
import type { Module, Resolver } from '../../codemods/lib/resolve';
import { keyName, memberName, propertyOf } from '../../codemods/lib/walk';
import type { DecoratorDialect } from '../frameworks/index';
import { constantText } from './constants';
import { joinPath, type Call, type Site, siteOf } from './sites';

/** What stands in front of every route's path; `null` where it is computed. */
export interface Prefixes {
  path: string | null;
  /** Routes that are left out, `/health`. */
  excluded: string[];
  /** In front of a version, `v`; null where versions are no part of the path. */
  version: string | null;
  defaultVersions: string[];
}

/** Reads `setGlobalPrefix` and `enableVersioning` off the calls on the app. */
export function prefixesOf(
  calls: readonly Call[],
  sites: ReadonlyMap<Node, Site>,
  app: Site,
  resolver: Resolver,
  dialect: DecoratorDialect,
): Prefixes {
  const found: Prefixes = { path: '', excluded: [], version: null, defaultVersions: [] };
  for (const { module, node } of calls) {
    const method = memberName(node.callee);
    if (method !== dialect.prefix && method !== dialect.versioning) continue;
    if (!('object' in node.callee) || siteOf(sites, resolver, module, node.callee.object as Node) !== app) continue;
    if (method === dialect.prefix) readPrefix(resolver, module, node.arguments, found);
    else readVersioning(resolver, module, node.arguments[0], found);
  }
  return found;
}

function readPrefix(resolver: Resolver, module: Module, [prefix, options]: Node[], found: Prefixes): void {
  found.path = prefix ? textOrDefault(resolver, module, prefix) : '';
  const exclude = propertyOf(options, 'exclude');
  if (exclude?.type !== 'ArrayExpression') return;
  for (const element of exclude.elements) {
    if (!element) continue;
    const path = constantText(resolver, module, propertyOf(element, 'path') ?? (element as Node));
    if (path !== null) found.excluded.push(joinPath('', path));
  }
}

/** `process.env.PREFIX || 'api'` is `api` where nothing else is said. */
function textOrDefault(resolver: Resolver, module: Module, node: Node): string | null {
  if (node.type === 'LogicalExpression' && node.operator !== '&&') return textOrDefault(resolver, module, node.right);
  return constantText(resolver, module, node);
}

function readVersioning(resolver: Resolver, module: Module, argument: Node | undefined, found: Prefixes): void {
  const value = argument ? resolver.resolve(module, argument) : null;
  const options = value?.kind === 'node' ? value.node : null;
  const at = value?.kind === 'node' ? value.module : module;
  const type = options && propertyOf(options, 'type');
  const isUri = !type || at.text.slice(type.start!, type.end!).endsWith('URI');
  if (!isUri) return;
  const prefix = options && propertyOf(options, 'prefix');
  found.version = prefix?.type === 'BooleanLiteral' ? '' : prefix ? constantText(resolver, at, prefix) : 'v';
  const usual =
    options?.type === 'ObjectExpression' && options.properties.find((each) => keyName(each) === 'defaultVersion');
  if (usual && usual.type === 'ObjectProperty') found.defaultVersions = textsOf(resolver, at, usual.value);
}

/** A text, or each of a list; what is no text, such as `VERSION_NEUTRAL`, is the empty one. */
export function textsOf(resolver: Resolver, module: Module, node: Node): string[] {
  const value = resolver.resolve(module, node);
  if (value?.kind === 'node' && value.node.type === 'ArrayExpression')
    return value.node.elements.flatMap((element) => (element ? textsOf(resolver, value.module, element as Node) : []));
  return [constantText(resolver, module, node) ?? ''];
}
