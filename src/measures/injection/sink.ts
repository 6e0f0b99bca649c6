import type { Node } from '@babel/types';
import { calledName } from '../../../codemods/lib/flow/made-of';
import type { RuleContext, Severity, Visitor } from '../../types';
import { isTextOfArguments, placeOf, whereFrom } from '../where-from';

export type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;

/** A value at a place where it does harm if a client chose it. */
export interface Sink {
  value: Node;
  call: Call;
  /** `${what} from the query string is run as a command.` */
  says: (from: string) => string;
  severity?: Severity;
  snippet: string;
  /** Texts that are put together of a function's arguments are worth a look, too. */
  arguments?: Severity;
}

/** Looks at each call, by what it calls, and reports the sinks whose value the client chose. */
export function sinkVisitor(
  context: RuleContext,
  sinksOf: (call: Call, name: string | null) => readonly Sink[],
): Visitor {
  const seen = new Set<Node>();
  const once = (place: Node): boolean => !seen.has(place) && seen.add(place) !== null;
  const look = (call: Call): void => {
    for (const sink of sinksOf(call, calledName(context.flow, call))) judge(context, sink, once);
  };
  return { CallExpression: look, NewExpression: look, OptionalCallExpression: look } as Visitor;
}

function judge(
  { flow, report, file }: RuleContext,
  { value, call, says, severity, snippet, arguments: given }: Sink,
  once: (place: Node) => boolean,
): void {
  const origin = flow.originOf(value);
  const place = placeOf(flow, value, call);
  if (origin === 'request' && once(place))
    report(place, { message: says(whereFrom(flow, value)), fix: 'manual', snippet, ...(severity ? { severity } : {}) });
  else if (origin === 'argument' && given && file.reachable && isTextOfArguments(flow, value))
    report(place, { message: says('whoever calls this function'), fix: 'manual', snippet, severity: given });
}

/** The arguments of a call that stand at these places. */
export const argumentsAt = (call: Call, places: readonly number[]): Node[] =>
  places.flatMap((index) => {
    const node = call.arguments[index];
    return node && node.type !== 'SpreadElement' ? [node as Node] : [];
  });
