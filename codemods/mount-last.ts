import type { Node } from '@babel/types';
import { type ChainDialect, factoryCalls } from './lib/chain';
import { ensureImport, importedLocal } from './lib/imports';
import { lastRegistration } from './lib/last';
import type { Source } from './lib/source';
import { open, callsNamed, type Transform } from './lib/transform';
import { unwrap } from './lib/walk';

export interface MountLastOptions {
  dialect: ChainDialect;
  /** Which of the file's calls that make an app; null where the app comes from elsewhere, under `target`. */
  index: number | null;
  /** What the app is called where the call is put: `app`, `this.app`. */
  target: string;
  name: string;
  from: string;
}

/** Calls a function with the app behind the last statement that adds to its chain. */
const mountLast: Transform<MountLastOptions> = (file, api, { dialect, index, target, name, from }) => {
  const opened = open(file, api, dialect.chain);
  if (!opened) return undefined;
  const { source } = opened;
  if (callsNamed(opened, importedLocal(source, name, from)).length > 0) return undefined;
  const place = lastRegistration(source.module, dialect, appIn(source, dialect, index, target));
  if (!place || place.type === 'ReturnStatement' || !isKnown(source, target, place)) return undefined;
  const local = ensureImport(source, { names: [name], from }, place).get(name)!;
  source.insertAfter(place, `${local}(${target})`);
  return source.finish();
};
export default mountLast;

/** Whether the target has a meaning at the place: an app that is chained at once has no name. */
function isKnown(source: Source, target: string, place: Node): boolean {
  const [root = ''] = target.split('.');
  return /^(this|module|exports)$/.test(root) || source.module.scopes.lookup(root, place) !== null;
}

/** Recognises the app: what the factory call made, or the name under which it came in, or that of a member: `server.app`. */
export function appIn(
  source: Pick<Source, 'module' | 'resolver'>,
  dialect: ChainDialect,
  index: number | null,
  target: string,
): (node: Node) => boolean {
  const app = index === null ? null : factoryCalls(source.module, source.resolver, dialect, dialect.apps)[index];
  return (node) => {
    if (index === null) return node.type === 'Identifier' && node.name === target;
    if (!app) return false;
    const value = source.resolver.resolve(source.module, node);
    if (value === null) return node.type === 'MemberExpression' && textOf(source, node) === target;
    return value.kind === 'node' && unwrap(value.node) === app;
  };
}

const textOf = ({ module }: Pick<Source, 'module'>, node: Node): string => module.text.slice(node.start!, node.end!);
