import type { Node } from '@babel/types';
import type { Module } from './resolve';
import { isFunction, keyName, memberName, unwrap, walk } from './walk';

/** An expression that tells a client about an error, and the name of that error. */
export interface ErrorLeak {
  node: Node;
  error: string;
}

/** Where a file sends messages or stacks of errors to clients; branches for development only are left out. */
export function errorLeaks(module: Module): ErrorLeak[] {
  const found: ErrorLeak[] = [];
  walk(module.ast.program, (node, ancestors) => {
    const error = sent(node).length > 0 ? errorInScope(ancestors) : null;
    if (error === null || isForDevelopment([...ancestors, node], module.text)) return;
    for (const value of sent(node)) for (const leak of leaksIn(value, error)) found.push({ node: leak, error });
  });
  return found;
}

/** What goes to the client: the arguments of `res.send(…)` and its like, and `res.locals.message = …` for a view. */
function sent(node: Node): Node[] {
  if (node.type === 'CallExpression') {
    const answers =
      /^(send|json|jsonp|render|end|write)$/.test(memberName(node.callee) ?? '') && isResponse(node.callee);
    return answers ? node.arguments : [];
  }
  const local = node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' ? node.left.object : null;
  return local && memberName(local) === 'locals' && isResponse(local) && node.type === 'AssignmentExpression'
    ? [node.right]
    : [];
}

/** `res`, `res.status(500)`, `response.locals` … */
function isResponse(node: Node): boolean {
  let current = node;
  while (current.type === 'MemberExpression' || current.type === 'CallExpression')
    current = current.type === 'MemberExpression' ? current.object : current.callee;
  return current.type === 'Identifier' && /^(res|resp|response)$/i.test(current.name);
}

/** The error that is at hand: of a `catch`, an error handler, or a callback's first parameter. */
function errorInScope(ancestors: readonly Node[]): string | null {
  for (const [index, node] of [...ancestors.entries()].reverse()) {
    if (node.type === 'CatchClause' && node.param?.type === 'Identifier') return node.param.name;
    const first = isFunction(node) ? node.params[0] : undefined;
    if (first?.type !== 'Identifier') continue;
    if (/^(err|error|exception)$/i.test(first.name)) return first.name;
    // Of `e` the place has to say that it is no element or event.
    if (/^(e|ex|reason)$/i.test(first.name) && takesErrors(node, ancestors[index - 1])) return first.name;
  }
  return null;
}

/** `.catch(fn)`, `.then(done, fn)`, `(e, req, res, next) => …` */
function takesErrors(fn: Node, parent: Node | undefined): boolean {
  if (isFunction(fn) && fn.params.length === 4) return true;
  if (parent?.type !== 'CallExpression') return false;
  const name = memberName(parent.callee);
  return name === 'catch' || (name === 'then' && parent.arguments[1] === fn);
}

/** `err`, `err.stack` and `err.message`, also asserted to a type, and inside objects, templates and concatenations. */
function leaksIn(node: Node, error: string): Node[] {
  const isError = (expression: Node): boolean => {
    const inner = unwrap(expression);
    return inner.type === 'Identifier' && inner.name === error;
  };
  const inside = (nodes: readonly Node[]): Node[] => nodes.flatMap((inner) => leaksIn(inner, error));
  if (isError(node)) return [node];
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isError(node.object) && /^(stack|message)$/.test(memberName(node) ?? '') ? [node] : [];
    case 'ObjectExpression':
      return inside(
        node.properties.flatMap((property) =>
          property.type === 'ObjectProperty' && keyName(property) !== 'status' ? [property.value] : [],
        ),
      );
    case 'TemplateLiteral':
      return inside(node.expressions);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return inside([node.left, node.right]);
    case 'CallExpression':
      if (memberName(node.callee) === 'toString' && 'object' in node.callee && isError(node.callee.object))
        return [node];
      return isText(node.callee) ? inside(node.arguments) : [];
    default:
      return [];
  }
}

/** `JSON.stringify`, `String` */
const isText = (callee: Node): boolean =>
  memberName(callee) === 'stringify' || (callee.type === 'Identifier' && callee.name === 'String');

/** In a branch for development nothing leaks in production. */
function isForDevelopment(path: readonly Node[], text: string): boolean {
  return path.some((node, index) => {
    if (node.type === 'LogicalExpression')
      return (
        node.operator === '&&' && path[index + 1] === node.right && holdsIn(textOf(node.left, text)) === 'development'
      );
    if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return false;
    const condition = textOf(node.test, text);
    const mode = holdsIn(condition);
    return path[index + 1] === node.consequent
      ? mode === 'development' && !condition.includes('||')
      : path[index + 1] === node.alternate && mode === 'production' && !condition.includes('&&');
  });
}

const textOf = (node: Node, text: string): string => text.slice(node.start!, node.end!);

/** Which mode a condition asks for: `app.get('env') === 'development'`, `!isProd`. */
function holdsIn(condition: string): 'development' | 'production' | null {
  const development = /['"](dev|development|local|test)['"]|\bis_?dev|__DEV__/i.test(condition);
  if (!development && !/['"]prod(uction)?['"]|\bis_?prod/i.test(condition)) return null;
  return development === /!==?|!\s*\(?[\w$.]*is_?(dev|prod)/i.test(condition) ? 'production' : 'development';
}
