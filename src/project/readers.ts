import type { Node } from '@babel/types';
import type { Resolver } from '../../codemods/lib/resolve';
import type { RequestDialect } from '../frameworks/index';
import type { HandlerReads } from '../types';
import type { FoundHandler } from './handlers';
import { Reader } from './reads';

/**
 * The handlers at the end of a route call that a check belongs in front of: from the first one on that reads what clients
 * send, a look-up of the name that somebody signs up with. None of them may need what a check drops, or write what it
 * demands, so one that cannot be read ends the search. Who asks for a token stays in front.
 */
export function readersOf(
  resolver: Resolver,
  handlers: readonly FoundHandler[],
  args: readonly Node[],
  request: RequestDialect,
): Pick<HandlerReads, 'readers'> {
  const written = args.flatMap((arg): (Node | null)[] => (arg.type === 'ArrayExpression' ? arg.elements : [arg]));
  let readers = 1;
  for (const { fn, fnModule, argument } of handlers.slice(0, -1).reverse()) {
    const index = written.indexOf(argument);
    if (!fn || !fnModule || index === -1) break;
    const reader = new Reader(resolver, request);
    reader.readFunction(fnModule, fn);
    const reads = reader.readsFields();
    if (reads === null) break;
    if (reads) readers = written.length - index;
  }
  return readers > 1 ? { readers } : {};
}
