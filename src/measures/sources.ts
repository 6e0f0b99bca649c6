import type { Node } from '@babel/types';
import type { Flow } from '../../codemods/lib/flow/flow';
import { madeOf } from '../../codemods/lib/flow/made-of';
import type { RuleContext } from '../types';
import { callersOf, givenTo, parameterOf } from './callers';

/** A value that a client chose, in the file where the request is. */
export interface Source {
  flow: Flow;
  value: Node;
}

/** What of a value does the harm where a client chose it; null where it does none. */
export type Harmful = (flow: Flow, value: Node) => Node | null;

/** Handlers hand on to services, and these to what they share. */
const DEPTH = 3;

/** What a client sent that ends up in a value: there, or where the function around it is called; null where nothing does. */
export function sourceOf(context: RuleContext, { flow, value }: Source, harmful: Harmful, depth = 0): Source | null {
  const isTraced = context.file.reachable && depth < DEPTH;
  const origin = flow.originOf(value);
  if (origin !== 'request' && !(origin === 'argument' && isTraced)) return null;
  const part = harmful(flow, value);
  if (!part || flow.originOf(part) === 'request') return part && { flow, value: part };
  if (!isTraced) return null;
  for (const each of madeOf(flow, part)) {
    const parameter = flow.originOf(each) === 'argument' ? parameterOf(flow.module, each) : null;
    if (!parameter) continue;
    for (const caller of callersOf(context, flow, parameter.binding.declaration)) {
      const given = givenTo(caller, parameter);
      const source = given && sourceOf(context, { flow: caller.flow, value: given }, harmful, depth + 1);
      if (source) return source;
    }
  }
  return null;
}
