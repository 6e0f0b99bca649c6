import type { Node } from '@babel/types';
import type { Module } from '../../../codemods/lib/resolve';
import { textOf } from '../../../codemods/lib/text';
import { isFunction, literalText, memberName, unwrap, walk } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

const REFUSES = /\b40[13]\b|unauthori[sz]ed|unauthenticated|forbidden|access_?denied/i;

/** Whether a file may have one, by its text alone. */
export const mayPassLoosely = (text: string): boolean =>
  /\b(url|originalUrl)\b/.test(text) && /\.\s*(includes|indexOf|endsWith)\s*\(/.test(text) && REFUSES.test(text);

/** A check that lets those pass whose address has a text anywhere: `if (req.url.includes('/public')) return next();` */
export function loosePath({ module, report }: RuleContext): Visitor {
  return {
    IfStatement: ({ test, consequent }: Of<'IfStatement'>) => {
      const loose = looseIn(module, test);
      if (!loose || !letsPass(consequent) || !isOfCheck(module, test, consequent)) return;
      report(loose, {
        message: 'It may stand anywhere in the address: whoever puts it into the query gets past the check.',
        fix: 'manual',
        snippet: "req.url.split('?', 1)[0].startsWith('/public/')",
      });
    },
  };
}

/** What asks for a part of the address, in a condition that is true then, or in the variable that it names. */
function looseIn(module: Module, test: Node, depth = 0): Node | null {
  const node = unwrap(test);
  if (node.type === 'LogicalExpression') return looseIn(module, node.left, depth) ?? looseIn(module, node.right, depth);
  if (node.type === 'BinaryExpression')
    return /^(!==?|>=?)$/.test(node.operator) && asks(module, node.left, 'indexOf') ? node : null;
  if (node.type === 'CallExpression') return isLoose(module, node) || isSome(module, node) ? node : null;
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  const init = binding?.kind === 'variable' && binding.path.length === 0 ? binding.init : null;
  return init && depth < 2 ? looseIn(module, init, depth + 1) : null;
}

const isLoose = (module: Module, node: Node): boolean =>
  asks(module, node, 'includes') || asks(module, node, 'endsWith');

/** `PUBLIC.some((path) => req.url.includes(path))` */
function isSome(module: Module, { callee, arguments: [each] }: Of<'CallExpression'>): boolean {
  if (memberName(callee) !== 'some' || !isFunction(each)) return false;
  let found = false;
  walk(each.body, (node) => {
    if (node.type === 'CallExpression') found ||= isLoose(module, node);
    return !found;
  });
  return found;
}

/** `req.url.includes('/public')`; a text that no path begins with may be there to refuse those that have it. */
function asks(module: Module, node: Node, method: string): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const text = literalText(node.arguments[0]);
  const isPart = text === null ? node.arguments[0]?.type === 'Identifier' : /^[/.]\w/.test(text);
  return isPart && memberName(node.callee) === method && isAddress(module, node.callee.object);
}

const REQUEST = /^_?(req|request|ctx|context|c)$/;

/** An address with its query: `req.url`, `request.raw.url`, and a variable that was made of one. */
function isAddress(module: Module, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression')
    return (
      /^(toLowerCase|toString)$/.test(memberName(node.callee) ?? '') && isAddress(module, node.callee.object, depth)
    );
  if (node.type === 'MemberExpression')
    return /^(url|originalUrl)$/.test(memberName(node) ?? '') && isRequest(node.object);
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  if (binding?.kind !== 'variable' || !binding.init || depth > 3) return false;
  const path = binding.path.join('.');
  return path === ''
    ? isAddress(module, binding.init, depth + 1)
    : /^(raw\.|req\.)?(url|originalUrl)$/.test(path) && isRequest(binding.init);
}

/** `request`, `request.raw`, `ctx.request` */
function isRequest(expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'MemberExpression')
    return /^(raw|req|request)$/.test(memberName(node) ?? '') && isRequest(node.object);
  return node.type === 'Identifier' && REQUEST.test(node.name);
}

/** The request goes on: `return next()`, `return true`, `return`. */
function letsPass(branch: Node): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  if (last?.type !== 'ReturnStatement' && last?.type !== 'ExpressionStatement') return false;
  const value = last.type === 'ReturnStatement' ? last.argument : last.expression;
  if (!value) return true;
  const node = value.type === 'AwaitExpression' ? value.argument : value;
  if (node.type === 'BooleanLiteral') return node.value;
  return (
    node.type === 'CallExpression' &&
    node.arguments.length === 0 &&
    node.callee.type === 'Identifier' &&
    /^(next|done)$/.test(node.callee.name)
  );
}

/** The function refuses others. */
function isOfCheck(module: Module, test: Node, branch: Node): boolean {
  const fn = module.scopes.functionAround(test);
  if (!isFunction(fn)) return false;
  const after = module.text.slice(branch.end!, fn.end!);
  return REFUSES.test(after) && !REFUSES.test(textOf(module, branch));
}
