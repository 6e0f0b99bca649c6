import type { Node } from '@babel/types';
import { isEsm } from './module-system';
import { requiredSource } from './scope';
import type { Source } from './source';
import { isNode, unwrap } from './walk';

/**
 * The first statement that may run the place of use while the file is loaded: CommonJS loads a module where its `require`
 * stands, and that has to be before.
 */
export function firstRun(source: Source, use: Node): Node | undefined {
  if (isEsm(source)) return undefined;
  const { body } = source.ast.program;
  const statement = body.find(({ start, end }) => start! <= use.start! && use.end! <= end!);
  return statement && body[Math.min(...runsAt(source, statement))];
}

/** Which of the file's statements may run the statement: itself, or for a function, which is hoisted, those that name it. */
function runsAt(source: Source, statement: Node, seen = new Set<Node>()): number[] {
  const { body } = source.ast.program;
  if (statement.type !== 'FunctionDeclaration' || !statement.id) return [body.indexOf(statement as never)];
  const { name } = statement.id;
  seen.add(statement);
  return body
    .filter((other) => !seen.has(other) && source.module.scopes.mentions(name, other))
    .flatMap((other) => runsAt(source, other, seen));
}

/** Behind the last import that stands before the place of use; otherwise before the first statement. */
export function insertStatement(source: Source, code: string, before?: Node): void {
  const limit = before?.start ?? Infinity;
  const { body } = source.ast.program;
  const esm = isEsm(source);
  const imports = body.filter(
    (node) => (esm ? isImport(node) : isRequire(node)) && node.start! < (esm ? Infinity : limit),
  );
  const last = imports.at(-1);
  if (last) source.insertAfter(last, code);
  else insertAtTop(source, code);
}

const isImport = (node: Node): boolean =>
  node.type === 'ImportDeclaration' || node.type === 'TSImportEqualsDeclaration';

/** `const a = require('a')`, `var a = require('a').b, c = …`, `require('dotenv').config()`. */
function isRequire(node: Node): boolean {
  if (node.type === 'VariableDeclaration')
    return node.declarations.some(({ init }) => isNode(init) && mentionsRequire(init));
  if (node.type !== 'ExpressionStatement') return false;
  const expression = unwrap(node.expression);
  if (requiredSource(expression) !== null) return true;
  const callee = expression.type === 'CallExpression' ? expression.callee : null;
  return callee?.type === 'MemberExpression' && requiredSource(callee.object) !== null;
}

function mentionsRequire(node: Node): boolean {
  if (requiredSource(node) !== null) return true;
  if (node.type === 'MemberExpression') return mentionsRequire(node.object);
  if (node.type === 'CallExpression') return mentionsRequire(node.callee as Node);
  return node.type === 'AssignmentExpression' && mentionsRequire(node.right);
}

/** Before the first statement, behind the hashbang, directives and the licence header. */
export function insertAtTop(source: Source, code: string): void {
  const { body, directives, interpreter } = source.ast.program;
  const { eol } = source.style;
  const lastDirective = directives.at(-1);
  if (lastDirective) return source.insertAfter(lastDirective, code);
  const first = body[0];
  if (first) return source.insertBefore(first, code, withOwnComments(source, first));
  const ended = code + (source.style.semicolons ? ';' : '');
  if (interpreter) source.insert(interpreter.end!, eol + ended);
  else source.insert(source.text.startsWith('\ufeff') ? 1 : 0, ended + eol);
}

/** Comments that say something of the next statement only. */
const OF_NEXT =
  /-next-line\b|@ts-(ignore|expect-error)\b|\bignore next\b|\b(prettier|biome)-ignore\b|^\*[^]*@(type|param|returns?|template|this|class|constructor|deprecated)\b/;

/** Where the statement begins, or the comments right above it that speak of it. */
function withOwnComments(source: Source, statement: Node): number {
  let at = statement.start!;
  for (const { start, end, value } of [...(source.ast.comments ?? [])].reverse()) {
    if (end! > at) continue;
    if (!OF_NEXT.test(value) || !/^[ \t]*\r?\n?[ \t]*$/.test(source.text.slice(end!, at))) break;
    at = start!;
  }
  return at;
}
