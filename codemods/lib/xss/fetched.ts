import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { isFunction, memberName, unwrap } from '../walk';

const CLIENTS =
  /^(axios|needle|request|request-promise(-native)?|got|node-fetch|undici|superagent|(node:)?https?|cross-fetch|phin|bent)(#|$)/;
const DEPTH = 12;

/** Whether a value is what another server answered, at an address that the request decides. */
export function isFetched(flow: Flow, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  if (depth > DEPTH) return false;
  const inner = (next: Node): boolean => isFetched(flow, next, depth + 1);
  switch (node.type) {
    case 'MemberExpression':
      return inner(node.object);
    case 'CallExpression':
      if (isAsking(flow, node)) return true;
      // `response.text()`
      return (
        node.callee.type === 'MemberExpression' &&
        /^(text|toString|trim|then)$/.test(memberName(node.callee) ?? '') &&
        inner(node.callee.object)
      );
    case 'Identifier': {
      const binding = flow.module.scopes.lookup(node.name, node);
      if (binding?.kind === 'variable')
        return [binding.init, ...binding.assignments].some((each) => each && inner(each));
      return binding?.kind === 'parameter' && isAnswered(flow, binding.declaration);
    }
    default:
      return false;
  }
}

/** A callback of a request, or of its promise. */
function isAnswered(flow: Flow, fn: Node): boolean {
  const call = isFunction(fn) ? flow.module.scopes.parents.get(fn) : undefined;
  if (call?.type !== 'CallExpression') return false;
  if (isAsking(flow, call)) return true;
  const { callee } = call;
  return callee.type === 'MemberExpression' && memberName(callee) === 'then' && isFetched(flow, callee.object, 1);
}

/** `axios.get(req.query.url)` */
function isAsking(flow: Flow, call: Extract<Node, { type: 'CallExpression' }>): boolean {
  const [address] = call.arguments;
  if (!address || flow.originOf(address) !== 'request') return false;
  const name = flow.resolver.packageName(flow.module, call.callee) ?? '';
  return CLIENTS.test(name) || (call.callee.type === 'Identifier' && call.callee.name === 'fetch');
}
