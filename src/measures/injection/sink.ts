import type { Node } from '@babel/types';
import { calledName } from '../../../codemods/lib/flow/made-of';
import type { RuleContext, Severity, Visitor } from '../../types';
import { isTextOfArguments, placeOf, whereFrom } from '../where-from';
import { type Harmful, sourceOf } from '../sources';

export type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;

/** A value at a place where it does harm if a client chose it. */
export interface Sink {
  value: Node;
  call: Call;
  /** `${what} from the query string is run as a command.` */
  says: (from: string) => string;
  severity?: Severity;
  snippet: string;
  /** All of the value, where it does not say. */
  harmful?: Harmful;
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

function judge(context: RuleContext, sink: Sink, once: (place: Node) => boolean): void {
  const { flow, report, file } = context;
  const { value, call, says, severity, snippet, arguments: given } = sink;
  const place = placeOf(flow, value, call);
  const from = clientOf(context, sink);
  if (from !== null) {
    if (once(place)) report(place, { message: says(from), fix: 'manual', snippet, ...(severity ? { severity } : {}) });
  } else if (given && flow.originOf(value) === 'argument' && file.reachable && isTextOfArguments(flow, value))
    report(place, { message: says('whoever calls this function'), fix: 'manual', snippet, severity: given });
}

/** Where a value comes from that a client chose: `the query string`, `the query string (src/files.controller.ts:12)`. */
function clientOf(context: RuleContext, { value, harmful = (_flow, whole) => whole }: Sink): string | null {
  const source = sourceOf(context, { flow: context.flow, value }, harmful);
  if (!source) return null;
  const { module } = source.flow;
  const from = whereFrom(source.flow, source.value);
  return module === context.module ? from : `${from} (${module.path}:${source.value.loc!.start.line})`;
}

/** The arguments of a call that stand at these places. */
export const argumentsAt = (call: Call, places: readonly number[]): Node[] =>
  places.flatMap((index) => {
    const node = call.arguments[index];
    return node && node.type !== 'SpreadElement' ? [node as Node] : [];
  });
