import type { Node } from '@babel/types';
import type { Flow } from '../../../codemods/lib/flow/flow';
import type { RequestRead } from '../../../codemods/lib/flow/request';
import { unwrap } from '../../../codemods/lib/walk';
import type { RuleContext } from '../../types';
import { type Caller, callersOf, givenTo, type Parameter, parameterOf } from '../callers';
import { objectRead } from './objects';

const DEPTH = 2;

/** What of a request a function's parameter is called with, somewhere in the package: `users.validateLogin(req.body.name)`. */
export function givenByCallers(context: RuleContext, value: Node): RequestRead | null {
  return given(context, context.flow, value, 0);
}

function given(context: RuleContext, flow: Flow, value: Node, depth: number): RequestRead | null {
  const node = unwrap(value);
  const parameter = parameterOf(flow.module, node);
  if (!parameter || parameter.binding.assignments.length > 0 || flow.isText(node) || flow.originOf(node) === 'constant')
    return null;
  for (const caller of callersOf(context, flow, parameter.binding.declaration)) {
    const read = readOf(context, caller, parameter, depth);
    if (read) return read;
  }
  return null;
}

/** What a field of an argument is of the request: `{ name: req.body.name }`, an object like that by its name, `req.body`. */
function readOf(context: RuleContext, caller: Caller, parameter: Parameter, depth: number): RequestRead | null {
  const { project } = context;
  const { flow, call } = caller;
  const part = givenTo(caller, parameter);
  if (part) return objectRead(project, flow, part) ?? (depth < DEPTH ? given(context, flow, part, depth + 1) : null);
  const whole = call.arguments[parameter.binding.index] as Node | undefined;
  const read = whole ? objectRead(project, flow, whole) : null;
  return read && { ...read, path: [...read.path, ...parameter.path] };
}
