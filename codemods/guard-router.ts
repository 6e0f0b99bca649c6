import type { ChainDialect } from './lib/chain';
import { quoted } from './lib/escape';
import { ensureImport, importedLocal } from './lib/imports';
import { placeInRouter, type RouteKey } from './lib/router-place';
import { textOf } from './lib/text';
import { open, type Transform } from './lib/transform';

export interface GuardRouterOptions {
  dialect: ChainDialect;
  /** All routes of the router. */
  routes: RouteKey[];
  /** The handler's maker, the module it comes from, and what it is called with: `requireRole('admin')`. */
  name: string;
  from: string;
  text: string;
}

/** Puts a handler in front of all routes of a router: `router.use(requireRole('admin'))`. */
const guardRouter: Transform<GuardRouterOptions> = (file, api, { dialect, routes, name, from, text }) => {
  const opened = open(file, api, dialect.chain);
  const place = opened && placeInRouter(opened.source.module, dialect, routes);
  if (!opened || !place) return undefined;
  const { source } = opened;
  const known = importedLocal(source, name, from);
  const start = known === undefined ? null : `${place.name}.use(${known}(`;
  if (start !== null && textOf(source, source.ast.program).includes(start)) return undefined;
  const local = ensureImport(source, { names: [name], from }, place.after).get(name)!;
  source.insertAfter(place.after, `${place.name}.use(${local}(${quoted(text, source.style.quote)}))`);
  return source.finish();
};
export default guardRouter;
