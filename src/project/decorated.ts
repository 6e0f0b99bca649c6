import { textOf } from '../../codemods/lib/text';
import type { FrameworkDialect } from '../frameworks/index';
import type { Reach } from './app';
import { findDecoratedRoutes } from './controllers';
import { findEnhancers } from './enhancers';
import { prefixesOf } from './prefixes';
import type { Site } from './sites';

interface Decorated {
  middleware: ReturnType<typeof findEnhancers>;
  routes: ReturnType<typeof findDecoratedRoutes>;
}

/** What classes and their decorators add to the app; nothing where the framework has none. */
export function findDecorated({ reach, app }: { reach: Reach; app: Site }, dialect: FrameworkDialect): Decorated {
  const { decorators } = dialect;
  if (!decorators) return { middleware: [], routes: [] };
  const { modules, calls, sites, resolver } = reach;
  const middleware = findEnhancers(modules, calls, sites, app, resolver, decorators);
  const prefixes = prefixesOf(calls, sites, app, resolver, decorators);
  // A class of the project is known by its name, as in Nest's own documentation; a filter of that name checks nothing.
  const everywhere = middleware.some(({ file, argument, from }) => {
    const at = modules.find(({ path }) => path === file);
    const own = at ? textOf(at, argument).split('(')[0]! : '';
    return [own, ...from.map(({ name }) => name)].some((name) => /(valid|zod|joi|schema)\w*pipe/i.test(name));
  });
  const routes = findDecoratedRoutes(modules, { resolver, dialect, decorators, prefixes, checks: { everywhere } });
  return { middleware, routes };
}
