import type { Node } from '@babel/types';
import type { Module } from './resolve';
import { isFunction, keyName, memberName, walk } from './walk';

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
  for (const node of [...ancestors].reverse()) {
    if (node.type === 'CatchClause' && node.param?.type === 'Identifier') return node.param.name;
    const first = isFunction(node) ? node.params[0] : undefined;
    if (first?.type === 'Identifier' && /^(e|err|error|ex|exception|reason)$/i.test(first.name)) return first.name;
  }
  return null;
}

/** `err`, `err.stack` and `err.message`, also inside objects, templates and concatenations. */
function leaksIn(node: Node, error: string): Node[] {
  const isError = (inner: Node): boolean => inner.type === 'Identifier' && inner.name === error;
  const inside = (nodes: readonly Node[]): Node[] => nodes.flatMap((inner) => leaksIn(inner, error));
  switch (node.type) {
    case 'Identifier':
      return isError(node) ? [node] : [];
    case 'MemberExpression':
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
      return /^(stringify|toString)$/.test(memberName(node.callee) ?? '')
        ? inside([...node.arguments, ...('object' in node.callee ? [node.callee.object] : [])])
        : [];
    default:
      return [];
  }
}

/** In a branch for development nothing leaks in production: `app.get('env') === 'development' ? err : {}`. */
function isForDevelopment(path: readonly Node[], text: string): boolean {
  return path.some((node, index) => {
    if (node.type !== 'IfStatement') return false;
    const condition = text.slice(node.test.start!, node.test.end!);
    const developing = /['"]development|isDev|['"]dev['"]|!==?\s*['"]production/i.test(condition);
    return developing && path[index + 1] === node.consequent;
  });
}
