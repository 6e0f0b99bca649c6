import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import type { Module } from '../resolve';
import { isResponse } from '../flow/response';
import { isFunction, keyName, literalText, memberName, walk } from '../walk';
import { Notes } from '../notes';

/** What a handler says that it sends; `computed` where only running it tells, null where it says nothing. */
export type ContentType = 'html' | 'other' | 'computed' | null;

const known = new Notes<Node, ContentType>();

/** A file without any of it says of no answer what it is; most functions of the others do not either. */
const SAYS = /content-?type|\.\s*type\b|['"]type['"]|\bformat\b/i;
const saying = new Notes<Module, boolean>();

function mayNameTypes(module: Module): boolean {
  const says = saying.get(module) ?? SAYS.test(module.text);
  saying.set(module, says);
  return says;
}

/** The content type that the functions around a place set, the innermost that says something. */
export function contentTypeAround(flow: Flow, place: Node): ContentType {
  const { scopes } = flow.module;
  if (!mayNameTypes(flow.module)) return null;
  for (let fn = scopes.functionAround(place); isFunction(fn); fn = scopes.functionAround(fn)) {
    if (known.get(fn) === undefined) known.set(fn, ofFormat(flow, fn) ?? ofFunction(flow, fn));
    const found = known.get(fn);
    if (found) return found;
  }
  return null;
}

/** `res.format({ html: () => … })` */
function ofFormat({ module: { scopes } }: Flow, fn: Node): ContentType {
  const property = fn.type === 'ObjectMethod' ? fn : scopes.parents.get(fn);
  const object = property && scopes.parents.get(property);
  const call = object && scopes.parents.get(object);
  if (!property || call?.type !== 'CallExpression' || memberName(call.callee) !== 'format') return null;
  return kindOf(keyName(property) ?? '');
}

function ofFunction(flow: Flow, fn: Node): ContentType {
  const found = new Set<ContentType>();
  if ('decorators' in fn)
    for (const { expression } of fn.decorators ?? [])
      if (expression.type === 'CallExpression' && isNamed(expression.callee, 'Header'))
        found.add(ofHeader(expression.arguments));
  walk(fn, (node) => {
    // Of another handler, or looked at on its own.
    if (node !== fn && isFunction(node)) return false;
    if (node.type === 'AssignmentExpression' && memberName(node.left) === 'type' && isResponse(flow.module, node.left))
      found.add(ofValue(node.right));
    if (node.type === 'CallExpression' && isResponse(flow.module, node.callee)) found.add(ofCall(node));
    return true;
  });
  found.delete(null);
  return found.size === 1 ? [...found][0]! : found.size === 0 ? null : 'computed';
}

const isNamed = (node: Node, name: string): boolean => node.type === 'Identifier' && node.name === name;

function ofCall({ callee, arguments: given }: Extract<Node, { type: 'CallExpression' }>): ContentType {
  const method = memberName(callee) ?? '';
  if (/^(type|contentType)$/.test(method)) return given[0] ? ofValue(given[0]) : null;
  if (/^(set|setHeader|header|append)$/.test(method) && given[0]?.type !== 'ObjectExpression') return ofHeader(given);
  return /^(set|header|headers|writeHead)$/.test(method) ? ofObject(given.at(-1)) : null;
}

const ofHeader = ([name, value]: readonly Node[]): ContentType =>
  literalText(name)?.toLowerCase() === 'content-type' && value ? ofValue(value) : null;

function ofObject(node: Node | undefined): ContentType {
  if (node?.type !== 'ObjectExpression') return null;
  for (const each of node.properties)
    if (each.type === 'ObjectProperty' && keyName(each)?.toLowerCase() === 'content-type') return ofValue(each.value);
  return null;
}

const ofValue = (node: Node): ContentType => {
  const text = literalText(node);
  return text === null ? 'computed' : kindOf(text);
};

const kindOf = (text: string): ContentType => (/html|svg|xml/i.test(text) ? 'html' : 'other');
