import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { returnedExpression } from '../resolve';
import { literalText, memberName, unwrap } from '../walk';

const TEXTS =
  /^(String|toString|trim|trimStart|trimEnd|toLowerCase|toUpperCase|toISOString|toJSON|stringify|substring|substr|padStart|padEnd|toFixed|join|repeat|hashSync|digest|randomUUID|encodeURIComponent|decodeURIComponent|v4|uuidv4)$/;

/** Whether the value is a text whatever happens: bound as it is, it stays what it was between quotes. */
export function isText(flow: Flow, expression: Node, depth = 0): boolean {
  if (expression.type === 'TSAsExpression' && expression.typeAnnotation.type === 'TSStringKeyword') return true;
  const node = unwrap(expression);
  switch (node.type) {
    case 'StringLiteral':
    case 'TemplateLiteral':
      return true;
    case 'BinaryExpression':
      return node.operator === '+' && (isText(flow, node.left, depth) || isText(flow, node.right, depth));
    case 'CallExpression':
      return TEXTS.test(node.callee.type === 'Identifier' ? node.callee.name : (memberName(node.callee) ?? ''));
    case 'Identifier': {
      if (isSentText(flow, node)) return true;
      const binding = flow.module.scopes.lookup(node.name, node);
      if (!binding || depth > 4) return false;
      const { identifier, init, path, assignments, kind } = binding;
      const annotation = 'typeAnnotation' in identifier ? identifier.typeAnnotation : null;
      if (path.length === 0 && annotation?.type === 'TSTypeAnnotation')
        return annotation.typeAnnotation.type === 'TSStringKeyword';
      const made = kind === 'variable' && path.length === 0 && init ? [init, ...assignments] : [];
      return made.length > 0 && made.every((each) => isText(flow, each, depth + 1));
    }
    default:
      return isSentText(flow, node);
  }
}

/** Parts of the path and headers are texts; what is in a body or a query string may be anything. */
function isSentText(flow: Flow, node: Node): boolean {
  const read = flow.read(node);
  return read !== null && read.part === 'params' && read.path.length === 1;
}

/** Whether the client decides what kind of value it is: a body and a query string may hold objects and lists. */
export function isSentAnything(flow: Flow, node: Node): boolean {
  const read = flow.read(node);
  return read !== null && (read.part === 'body' || read.part === 'query');
}

/** `x` of `x.replace(/'/g, "''")`: what is bound needs no escape, and must not have one. */
export function unescaped(expression: Node): Node | null {
  const node = unwrap(expression);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  if (!/^replace(All)?$/.test(memberName(node.callee) ?? '')) return null;
  const [what, by] = node.arguments;
  const isQuote =
    what?.type === 'RegExpLiteral' ? what.pattern === "'" && what.flags === 'g' : literalText(what) === "'";
  const all = what?.type === 'RegExpLiteral' || memberName(node.callee) === 'replaceAll';
  return isQuote && all && /^(''|\\')$/.test(literalText(by) ?? '') ? node.callee.object : null;
}

/** The list of `ids.join(',')`, and of `ids.map((id) => "'" + id + "'").join(',')`. */
export function joined(expression: Node): { list: Node; separator: string; quoting: boolean } | null {
  const node = unwrap(expression);
  if (node.type !== 'CallExpression' || memberName(node.callee) !== 'join') return null;
  const separator = node.arguments.length === 0 ? ',' : literalText(node.arguments[0]);
  if (separator === null || node.callee.type !== 'MemberExpression') return null;
  const object = unwrap(node.callee.object);
  const mapped = object.type === 'CallExpression' && memberName(object.callee) === 'map' ? object : null;
  if (!mapped) return { list: object, separator, quoting: /'/.test(separator) };
  const fn = mapped.arguments[0];
  const isQuoting =
    fn?.type === 'ArrowFunctionExpression' &&
    fn.params.length === 1 &&
    fn.params[0]?.type === 'Identifier' &&
    isQuoted(fn.body, fn.params[0].name);
  return isQuoting && mapped.callee.type === 'MemberExpression'
    ? { list: mapped.callee.object, separator, quoting: true }
    : null;
}

/** `'${id}'`, `"'" + id + "'"` */
function isQuoted(node: Node, name: string): boolean {
  if (node.type === 'TemplateLiteral')
    return (
      node.expressions.length === 1 &&
      isName(node.expressions[0]!, name) &&
      node.quasis.every(({ value }) => value.raw === "'")
    );
  return (
    node.type === 'BinaryExpression' &&
    literalText(node.right) === "'" &&
    node.left.type === 'BinaryExpression' &&
    literalText(node.left.left) === "'" &&
    isName(node.left.right, name)
  );
}

const isName = (node: Node, name: string): boolean => node.type === 'Identifier' && node.name === name;

/** Whether a value brings quotes or a statement's text along, also through its variable: then it is more than a value. */
export function bringsText(flow: Flow, expression: Node, wanted: RegExp, depth = 0): boolean {
  const inner = (each: Node | null | undefined): boolean =>
    each !== null && each !== undefined && depth < 6 && bringsText(flow, each, wanted, depth + 1);
  const node = unwrap(expression);
  switch (node.type) {
    case 'StringLiteral':
      return wanted.test(node.value);
    case 'TemplateLiteral':
      return node.quasis.some(({ value }) => wanted.test(value.raw)) || node.expressions.some(inner);
    case 'BinaryExpression':
      return inner(node.left) || inner(node.right);
    case 'LogicalExpression':
      return inner(node.left) || inner(node.right);
    case 'ConditionalExpression':
      return inner(node.consequent) || inner(node.alternate);
    case 'RegExpLiteral':
      return /['"]/.test(node.pattern);
    case 'CallExpression':
      if (node.callee.type !== 'MemberExpression') return false;
      return /^(replace(All)?|concat|join|map|reduce)$/.test(memberName(node.callee) ?? '')
        ? inner(node.callee.object) || node.arguments.some((each) => inner(each as Node))
        : inner(node.callee.object);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return inner(returnedExpression(node));
    case 'Identifier': {
      const binding = flow.module.scopes.lookup(node.name, node);
      if (binding?.kind !== 'variable' || binding.path.length > 0) return false;
      return [binding.init, ...binding.assignments].some(inner);
    }
    default:
      return false;
  }
}
