import type { Node } from '@babel/types';
import { inDevelopment } from '../../../codemods/lib/development';
import type { Module } from '../../../codemods/lib/resolve';
import { isFunction, keyName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { ReportDetails } from '../../types';

/** `res.header('Access-Control-Allow-Origin', '*')` by hand, or with what the request says. */
export function openHeaders(module: Module, openness: 'any' | 'reflected'): OpenHeader[] {
  if (!/access-control-allow-origin/i.test(module.text)) return [];
  return originHeaders(module.ast.program)
    .filter(
      ({ node, value }) =>
        !inDevelopment(module, node) && !isOfFiles(module, node) && valueOpenness(module, node, value) === openness,
    )
    .map(({ node }) => ({
      node,
      // What one answer holds may well be for everybody.
      ...(openness === 'any' && !isForAll(module, node) ? { severity: 'low' as const } : {}),
      message:
        openness === 'any'
          ? 'Access-Control-Allow-Origin is set to * by hand.'
          : 'Access-Control-Allow-Origin is set to whatever origin asks, with credentials.',
      fix: 'manual',
      snippet: 'app.use(cors(corsOptions));',
    }));
}

/** `{ setHeaders: (res) => … }` of what serves a folder: fonts and images are for everybody. */
function isOfFiles({ scopes }: Module, node: Node): boolean {
  const fn = scopes.functionAround(node);
  return keyName(isFunction(fn) && fn.type !== 'ObjectMethod' ? (scopes.parents.get(fn) ?? fn) : fn) === 'setHeaders';
}

/** A header that lets other origins read. */
type OpenHeader = ReportDetails & { node: Node };

/** Calls that set the header, by name and value or in an object. */
function originHeaders(root: Node): { node: Node; value: Node }[] {
  const found: { node: Node; value: Node }[] = [];
  walk(root, (node) => {
    if (node.type !== 'CallExpression') return;
    if (!/^(header|setHeader|set|append|writeHead)$/.test(memberName(node.callee) ?? '')) return;
    const [name, value] = node.arguments;
    if (isOriginHeader(literalText(name)) && value) found.push({ node, value });
    for (const argument of node.arguments)
      if (argument.type === 'ObjectExpression')
        for (const property of argument.properties)
          if (property.type === 'ObjectProperty' && isOriginHeader(keyName(property)))
            found.push({ node: property, value: property.value });
  });
  return found;
}

const isOriginHeader = (name: string | null): boolean => name?.toLowerCase() === 'access-control-allow-origin';

/** The asking origin with credentials, unless a condition decides about it. */
function valueOpenness(module: Module, node: Node, value: Node): 'any' | 'reflected' | null {
  if (literalText(value) === '*') return 'any';
  const source = value.type === 'LogicalExpression' ? value.left : value;
  const reflects =
    memberName(source) === 'origin' ||
    (source.type === 'CallExpression' && literalText(source.arguments[0])?.toLowerCase() === 'origin');
  if (!reflects || isDecided(module, node)) return null;
  return /Access-Control-Allow-Credentials['"]\s*[,:]\s*['"]?true/i.test(module.text) ? 'reflected' : null;
}

/** In a middleware, which hands the request on: `next()`. */
function isForAll({ scopes, text }: Module, node: Node): boolean {
  for (let fn = scopes.functionAround(node); isFunction(fn); fn = scopes.functionAround(fn))
    if (/\bnext\s*\(|\bdone\s*\(/.test(text.slice(fn.start!, fn.end!))) return true;
  return false;
}

/** `if (req.get('origin'))`: whether one asks at all decides nothing about it. */
const asksForAny = (test: Node): boolean =>
  memberName(test) === 'origin' ||
  (test.type === 'CallExpression' && literalText(test.arguments[0])?.toLowerCase() === 'origin');

function isDecided(module: Module, node: Node): boolean {
  const { parents } = module.scopes;
  for (let current = parents.get(node); current && !isFunction(current); current = parents.get(current))
    if (current.type === 'IfStatement' || current.type === 'ConditionalExpression')
      if (!asksForAny(current.test)) return true;
  return false;
}
