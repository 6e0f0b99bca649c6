import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { isResponse } from '../flow/response';
import { isFunction, keyName, literalText, memberName, propertyOf } from '../walk';

/**
 * The expressions of a node that say where a client is sent: arguments of `res.redirect(…)` and its like, the `Location`
 * header, and the `url` that a method under Nest's `@Redirect()` returns.
 */
export function sinksIn(flow: Flow, node: Node): Node[] {
  if (node.type === 'ReturnStatement') return returned(flow, node);
  if (node.type !== 'CallExpression') return [];
  const method = memberName(node.callee) ?? '';
  const object = node.callee.type === 'MemberExpression' ? node.callee.object : null;
  if (!object || !isResponse(flow.module, object)) return [];
  const given = node.arguments.filter(isValue);
  if (method === 'redirect') return given.filter(({ type }) => type !== 'NumericLiteral');
  if (answersElse(flow, node)) return [];
  if (method === 'location') return given;
  if (/^(set|setHeader|header|append)$/.test(method))
    return isLocation(given[0]) ? given.slice(1, 2) : given.flatMap(locationOf);
  return method === 'writeHead' ? given.flatMap(locationOf) : [];
}

/** `res.status(201).location(…)` says where something stands that was made: browsers go there with 3xx alone. */
function answersElse({ module: { scopes } }: Flow, call: Extract<Node, { type: 'CallExpression' }>): boolean {
  const chain: Node[] = [call];
  for (
    let at: Node = call;
    at.type === 'CallExpression' && at.callee.type === 'MemberExpression';
    at = at.callee.object
  )
    chain.push(at.callee.object);
  for (let at = scopes.parents.get(call); at && /^(Member|Call)Expression$/.test(at.type); at = scopes.parents.get(at))
    chain.push(at);
  return chain.some((each) => {
    if (each.type !== 'CallExpression' || !/^(status|code|writeHead)$/.test(memberName(each.callee) ?? ''))
      return false;
    const [status] = each.arguments;
    return status?.type === 'NumericLiteral' && Math.floor(status.value / 100) !== 3;
  });
}

const isValue = (node: Node): boolean => node.type !== 'SpreadElement' && node.type !== 'ArgumentPlaceholder';

const isLocation = (node: Node | undefined): boolean => literalText(node)?.toLowerCase() === 'location';

function locationOf(node: Node): Node[] {
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((each) =>
    each.type === 'ObjectProperty' && keyName(each)?.toLowerCase() === 'location' ? [each.value] : [],
  );
}

/** `@Redirect() go() { return { url }; }` */
function returned({ module }: Flow, { argument, ...node }: Extract<Node, { type: 'ReturnStatement' }>): Node[] {
  const url = propertyOf(argument, 'url');
  if (!url) return [];
  const method = module.scopes.functionAround(argument ?? node);
  if (!isFunction(method) || method.type !== 'ClassMethod') return [];
  const redirects = method.decorators?.some(
    ({ expression }) =>
      expression.type === 'CallExpression' &&
      expression.callee.type === 'Identifier' &&
      expression.callee.name === 'Redirect',
  );
  return redirects ? [url] : [];
}
