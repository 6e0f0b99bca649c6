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
  const made = index === null ? null : factoryCalls(source.module, source.resolver, dialect, dialect.apps)[index];
  if (made === undefined) return undefined;
  const isApp = (node: Node): boolean => meansApp(source, node, made, target);
  const place = lastRegistration(source.module, dialect, isApp, made);
  if (!place || place.type === 'ReturnStatement' || !isKnown(source, target, place, isApp)) return undefined;
  const local = ensureImport(source, { names: [name], from }, place).get(name)!;
  source.insertAfter(place, `${local}(${target})`);
  return source.finish();
};
export default mountLast;

/** What the factory call made, or, where there is none, what goes by the name; also a member that cannot be followed: `server.app`. */
function meansApp({ module, resolver }: Source, node: Node, made: Node | null, target: string): boolean {
  if (made === null) return node.type === 'Identifier' && node.name === target;
  const value = resolver.resolve(module, node);
  if (value === null) return node.type === 'MemberExpression' && module.text.slice(node.start!, node.end!) === target;
  return value.kind === 'node' && unwrap(value.node) === made;
}

/** Whether the target means the app at the place: one that is chained at once has no name. */
function isKnown({ module }: Source, target: string, place: Node, isApp: (node: Node) => boolean): boolean {
  const [root = '', ...members] = target.split('.');
  if (/^(this|module|exports)$/.test(root)) return true;
  const binding = module.scopes.lookup(root, place);
  return binding !== null && (members.length > 0 || isApp(binding.identifier));
}
