import type { Node } from '@babel/types';
import { isFunction, keyName, memberName, walk } from '../../../codemods/lib/walk';
import type { Middleware, Project, Report, Rule } from '../../types';
import { isGenerated } from '../place';

export const errorRules: Rule[] = [
  {
    id: 'errors/missing-handler',
    severity: 'medium',
    cwe: 'CWE-209',
    summary: 'Nothing answers errors but the framework, which shows stacks outside production.',
    check: (project) =>
      project.middleware.some(({ errorHandler }) => errorHandler)
        ? []
        : [
            {
              file: project.app.file,
              node: project.app.node,
              message: 'No error handler is mounted.',
              fix: 'automatic',
            },
          ],
  },
  {
    id: 'errors/leak',
    severity: 'medium',
    cwe: 'CWE-209',
    summary: 'Messages or stacks of errors are sent to clients.',
    keywords: ['stack', 'message', 'err'],
    create: (context) => ({
      CallExpression(node: Extract<Node, { type: 'CallExpression' }>, ancestors: Node[]) {
        if (!/^(send|json|jsonp|render|end|write)$/.test(memberName(node.callee) ?? '') || !isResponse(node)) return;
        const error = errorInScope(ancestors);
        if (error === null || isForDevelopment(ancestors, node, context.module.text)) return;
        const leak = node.arguments.map((argument) => leaked(argument, error)).find((found) => found !== null);
        if (leak) context.report(leak, { message: 'Details of an error are sent to the client.', fix: 'manual' });
      },
    }),
  },
  {
    id: 'errors/early-handler',
    severity: 'medium',
    cwe: 'CWE-755',
    summary: 'Routes behind the error handler do not reach it.',
    check: early,
  },
];

/** The user's own handlers for errors of the whole app. */
export const ownErrorHandlers = (project: Project): Middleware[] =>
  project.middleware.filter(
    ({ errorHandler, onApp, file, path }) => errorHandler && onApp && path === '/' && !isGenerated(project, file),
  );

/** `res.send()`, `res.status(500).json()`, `response…`, `reply…` */
function isResponse(node: Extract<Node, { type: 'CallExpression' }>): boolean {
  let current: Node = node.callee;
  while (current.type === 'MemberExpression' || current.type === 'CallExpression')
    current = current.type === 'MemberExpression' ? current.object : (current.callee as Node);
  return current.type === 'Identifier' && /^(res|resp|response|reply|ctx)$/i.test(current.name);
}

/** The name of the error that is at hand: a `catch`, an error handler, a callback's first parameter. */
function errorInScope(ancestors: readonly Node[]): string | null {
  for (const node of [...ancestors].reverse()) {
    if (node.type === 'CatchClause' && node.param?.type === 'Identifier') return node.param.name;
    if (isFunction(node)) {
      const first = node.params[0];
      if (first?.type === 'Identifier' && /^(e|err|error|ex|exception|reason)$/i.test(first.name)) return first.name;
    }
  }
  return null;
}

/** `err`, `err.stack`, `err.message`, and those inside objects, templates and concatenations. */
function leaked(node: Node, error: string): Node | null {
  const isError = (inner: Node): boolean => inner.type === 'Identifier' && inner.name === error;
  if (isError(node)) return node;
  if (node.type === 'MemberExpression')
    return isError(node.object) && /^(stack|message)$/.test(memberName(node) ?? '') ? node : null;
  if (node.type === 'ObjectExpression')
    return first(
      node.properties.flatMap((property) =>
        property.type === 'ObjectProperty' && keyName(property) !== 'status' ? [property.value] : [],
      ),
      error,
    );
  if (node.type === 'TemplateLiteral') return first(node.expressions, error);
  if (node.type === 'BinaryExpression') return first([node.left, node.right], error);
  if (node.type === 'LogicalExpression') return first([node.left, node.right], error);
  if (
    node.type === 'CallExpression' &&
    /^(stringify|String|toString)$/.test(
      memberName(node.callee) ?? (node.callee.type === 'Identifier' ? node.callee.name : ''),
    )
  )
    return first([...node.arguments, ...(node.callee.type === 'MemberExpression' ? [node.callee.object] : [])], error);
  return null;
}

const first = (nodes: readonly Node[], error: string): Node | null =>
  nodes.map((node) => leaked(node, error)).find((found) => found !== null) ?? null;

/** Inside a branch for development only, nothing of production leaks. */
function isForDevelopment(ancestors: readonly Node[], node: Node, text: string): boolean {
  return [...ancestors, node].some((current, index, path) => {
    if (current.type !== 'IfStatement' && current.type !== 'ConditionalExpression') return false;
    const condition = text.slice(current.test.start!, current.test.end!);
    const negative = /!==?\s*['"]production/.test(condition);
    const inBranch = path[index + 1] === current.consequent;
    return inBranch && (/development|isDev\b|\bdev\b/i.test(condition) || negative);
  });
}

/** Express takes error handlers in order: what is registered later is not covered. */
function early(project: Project): Report[] {
  const handlers = project.middleware.filter(({ errorHandler, onApp, path }) => errorHandler && onApp && path === '/');
  const last = handlers.at(-1);
  const behind = last && project.routes.find(({ onApp, order }) => onApp && order > last.order);
  if (!last || !behind) return [];
  let registers = false;
  walk(last.node, (node) => {
    if (node === behind.node) registers = true;
  });
  return registers
    ? []
    : [
        {
          file: last.file,
          node: last.node,
          message: 'Routes are registered behind the error handler.',
          fix: 'manual',
          snippet: 'Move it behind the last route.',
        },
      ];
}
