import type { Node } from '@babel/types';
import { isSentLater } from './access/answers';
import { inDevelopment } from './development';
import { isMeantForClients } from './error-kinds';
import { isResponseByName, mayAnswer } from './flow/response';
import type { Module } from './resolve';
import { type Binding, isKey } from './scope';
import { isRoute } from './xss/sinks';
import { ancestorsOf, isFunction, keyName, memberName, unwrap, walk } from './walk';

/** An expression that tells a client about an error, and the name of that error. */
export interface ErrorLeak {
  node: Node;
  error: string;
  /** It can be replaced where it stands, with nothing left over that strict builds refuse. */
  mendable: boolean;
}

/** Whether a file may answer somebody, by its text: with a response, or with exceptions that a framework answers. */
export const mayLeak = (text: string): boolean =>
  /\bcatch\b|(?:err|error|exception)\b|\.\s*then\(/i.test(text) &&
  (mayAnswer(text) || mayReturn(text) || (/Exception\s*\(/.test(text) && /['"](?:@nestjs|hono)\//.test(text)));

/** Or with what a handler of Fastify's or Nest's returns. */
const mayReturn = (text: string): boolean =>
  /@[A-Z]\w*\(|\b_?rep(?:ly)?\b|\bFastifyReply\b/.test(text) &&
  /\breturn\s*\(*\s*\{/.test(text) &&
  /\bcatch\b/.test(text) &&
  /\.\s*(?:message|stack)\b/.test(text);

/**
 * Where a file sends messages or stacks of errors to clients. Left out are branches for development only, and messages
 * of errors that the code has looked at and found to be meant for clients. `throwing` are methods that take an error as a
 * whole as if it were thrown: `reply.send(error)`.
 */
export function errorLeaks(module: Module, throwing: readonly string[] = []): ErrorLeak[] {
  const found: ErrorLeak[] = [];
  walk(module.ast.program, (node) => void found.push(...leaksAt(module, node, throwing)));
  return found;
}

/** The same, of what one node sends: a call, an assignment or what is thrown. */
export function leaksAt(module: Module, node: Node, throwing: readonly string[] = []): ErrorLeak[] {
  const values = sent(module, node, throwing);
  if (values.length === 0) return [];
  const ancestors = ancestorsOf(node);
  const error = errorInScope(ancestors);
  if (error === null || catchesKind(ancestors)) return [];
  return values
    .flatMap((value) => leaksIn(module, value, error))
    .filter((leak) => !inDevelopment(module, leak) && !isMeantForClients(module, leak, error))
    .map((leak) => ({ node: leak, error, mendable: !leavesUnused(module, leak, error) }));
}

/** What goes to the client: the arguments of `res.send(…)` and its like, and `res.locals.message = …` for a view. */
function sent(module: Module, node: Node, throwing: readonly string[]): Node[] {
  if (node.type === 'CallExpression') {
    const answers =
      /^(send|json|jsonp|render|end|write|redirect|text|html|body)$/.test(memberName(node.callee) ?? '') &&
      isResponseByName(node.callee);
    const handedOn = throwing.includes(memberName(node.callee) ?? '');
    return answers ? node.arguments.filter((argument) => !(handedOn && argument.type === 'Identifier')) : [];
  }
  if (node.type === 'AssignmentExpression' && isBody(node.left)) return [node.right];
  if (node.type === 'AssignmentExpression' && isSentLater(module, node.left)) return [node.right];
  if (node.type === 'ReturnStatement')
    return node.argument?.type === 'ObjectExpression' && isAnswer(module, node) ? [node.argument] : [];
  if (node.type === 'NewExpression') return isException(module, node) ? answered(node.arguments) : [];
  const local = node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' ? node.left.object : null;
  return local && memberName(local) === 'locals' && isResponseByName(local) && node.type === 'AssignmentExpression'
    ? rendered(module, node)
    : [];
}

/** What a method of a controller returns, and a handler of Fastify, which is known by its second parameter. */
function isAnswer(module: Module, node: Node): boolean {
  const fn = module.scopes.functionAround(node);
  if (!isFunction(fn)) return false;
  if (fn.type === 'ClassMethod' && isRoute(fn)) return true;
  const [, reply] = fn.params;
  if (reply?.type !== 'Identifier') return false;
  const { typeAnnotation: type } = reply;
  return /^_?(reply|rep)$/.test(reply.name) || (type ? /\bFastifyReply\b/.test(textOf(module, type)) : false);
}

const textOf = ({ text }: Module, node: Node): string => text.slice(node.start!, node.end!);

/** `ctx.body`, `ctx.response.body` */
const isBody = (left: Node): boolean =>
  left.type === 'MemberExpression' && memberName(left) === 'body' && isContext(left.object);

const isContext = (node: Node): boolean =>
  node.type === 'Identifier'
    ? /^(ctx|context)$/.test(node.name)
    : node.type === 'MemberExpression' && memberName(node) === 'response' && isContext(node.object);

/** `throw new InternalServerErrorException(…)` of the framework, which sends the message; what others do is not known. */
function isException(module: Module, node: Extract<Node, { type: 'NewExpression' }>): boolean {
  const { callee } = node;
  if (callee.type !== 'Identifier' || !/Exception$/.test(callee.name)) return false;
  if (module.scopes.parents.get(node)?.type !== 'ThrowStatement' || isCaught(module, node)) return false;
  const binding = module.scopes.lookup(callee.name, node);
  return binding?.kind === 'import' && /^(@nestjs\/|hono\/)/.test(binding.source ?? '');
}

/** Thrown inside of a `try` whose `catch` throws nothing on: who called does not hear of it. */
function isCaught({ scopes: { parents }, text }: Module, node: Node): boolean {
  for (let child = node, parent = parents.get(node); parent; child = parent, parent = parents.get(parent)) {
    if (parent.type === 'TryStatement' && parent.block === child && parent.handler)
      return !/\bthrow\b|\breject\(/.test(text.slice(parent.handler.start!, parent.handler.end!));
    // What a function throws that is handed to somebody comes out where that one is waited for.
    const call = isFunction(parent) ? parents.get(parent) : null;
    if (call !== null && (call?.type !== 'CallExpression' || parents.get(call)?.type !== 'AwaitExpression'))
      return false;
  }
  return false;
}

/** What an exception says to the client: its response and its description, and not the `{ cause }` of its options. */
const answered = (given: readonly Node[]): Node[] =>
  given.flatMap((node, index): Node[] =>
    index > 0 && node.type === 'ObjectExpression'
      ? node.properties.flatMap((each): Node[] =>
          each.type === 'ObjectProperty' && keyName(each) !== 'cause' ? [each.value] : [],
        )
      : [node],
  );

/** What is left in `res.locals` for a logger, say, does not go out; a view of the same function may show it. */
function rendered(module: Module, assignment: Extract<Node, { type: 'AssignmentExpression' }>): Node[] {
  let renders = false;
  walk(module.scopes.functionAround(assignment), (node) => {
    if (node.type === 'CallExpression' && memberName(node.callee) === 'render' && isResponseByName(node.callee))
      renders = true;
    return !renders;
  });
  return renders ? [assignment.right] : [];
}

/** A filter for exceptions of a kind, `@Catch(HttpException)`: their messages were written for those who called. */
const catchesKind = (ancestors: readonly Node[]): boolean =>
  ancestors.some(
    (node) =>
      node.type === 'ClassDeclaration' &&
      node.decorators?.some(
        ({ expression }) =>
          expression.type === 'CallExpression' &&
          expression.callee.type === 'Identifier' &&
          expression.callee.name === 'Catch' &&
          expression.arguments.length > 0,
      ) === true,
  );

/** The error that is at hand: of a `catch`, an error handler, or a callback's first parameter. */
function errorInScope(ancestors: readonly Node[]): string | null {
  for (const [index, node] of [...ancestors.entries()].reverse()) {
    if (node.type === 'CatchClause' && node.param?.type === 'Identifier') return node.param.name;
    const first = isFunction(node) ? node.params[0] : undefined;
    if (first?.type !== 'Identifier' || isTextual(first)) continue;
    if (/^_?(?!is|has|on|show|set|handle|std|no|to)\w*(err|error|exception)$/i.test(first.name)) return first.name;
    // Of `e` the place has to say that it is no element or event.
    if (/^(e|ex|reason)$/i.test(first.name) && takesErrors(node, ancestors[index - 1])) return first.name;
  }
  return null;
}

/** `(error: string) => …`: a text that those who call have written. */
const isTextual = ({ typeAnnotation }: Extract<Node, { type: 'Identifier' }>): boolean =>
  typeAnnotation?.type === 'TSTypeAnnotation' && typeAnnotation.typeAnnotation.type === 'TSStringKeyword';

/** `.catch(fn)`, `.then(done, fn)`, `(e, req, res, next) => …` */
function takesErrors(fn: Node, parent: Node | undefined): boolean {
  if (isFunction(fn) && fn.params.length === 4) return true;
  if (parent?.type !== 'CallExpression') return false;
  const name = memberName(parent.callee);
  return name === 'catch' || (name === 'then' && parent.arguments[1] === fn);
}

/** `err`, `err.stack` and `err.message`, also asserted to a type, and inside objects, templates and concatenations. */
function leaksIn(module: Module, node: Node, error: string, names = true): Node[] {
  const isError = (expression: Node): boolean => {
    const inner = unwrap(expression);
    return inner.type === 'Identifier' && inner.name === error;
  };
  const inside = (nodes: readonly Node[]): Node[] => nodes.flatMap((inner) => leaksIn(module, inner, error, names));
  if (isError(node)) return [node];
  switch (node.type) {
    case 'Identifier':
      return names ? behindName(module, node, error) : [];
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
    case 'ConditionalExpression':
      return inside([node.consequent, node.alternate]);
    case 'CallExpression':
      if (memberName(node.callee) === 'toString' && 'object' in node.callee && isError(node.callee.object))
        return [node];
      return isText(node.callee) ? inside(node.arguments) : [];
    default:
      return [];
  }
}

/** `const message = err.message`, `const { message } = err`: where the name is used once, what it is made of. */
function behindName(module: Module, node: Extract<Node, { type: 'Identifier' }>, error: string): Node[] {
  const binding = module.scopes.lookup(node.name, node);
  if (binding?.kind !== 'variable' || !binding.init || binding.assignments.length > 0) return [];
  // An error of the same name elsewhere is another one.
  if (module.scopes.lookup(error, binding.init) !== module.scopes.lookup(error, node)) return [];
  const init = unwrap(binding.init);
  if (binding.path.length > 0)
    return init.type === 'Identifier' && init.name === error && /^(message|stack)$/.test(binding.path.join('.'))
      ? [node]
      : [];
  // What is decided there was looked at, unless it is only whether this is an error at all.
  const isDecided = init.type === 'ConditionalExpression' && !asksForError(textOf(module, init.test), error);
  const leaks = isDecided || init.type === 'Identifier' ? [] : leaksIn(module, init, error, false);
  if (leaks.some((leak) => isMeantForClients(module, leak, error) || inDevelopment(module, leak))) return [];
  if (leaks.length === 0 || isUsedOnce(module, binding)) return leaks;
  // An object that other places look at as well may be changed there: `delete response.stack`.
  return init.type === 'ObjectExpression' ? [] : [node];
}

/** `error instanceof Error`, `err && err.message` */
const asksForError = (test: string, error: string): boolean =>
  new RegExp(
    `^(${error}\\s+instanceof\\s+Error|isError\\(${error}\\)|(${error}\\s*&&\\s*)?${error}(\\??\\.message)?)$`,
  ).test(test);

function isUsedOnce({ ast, scopes }: Module, binding: Binding): boolean {
  // The key of `{ message }` stands where its value does.
  const uses = new Set<number>();
  walk(ast.program, (node, ancestors) => {
    if (node.type !== 'Identifier' || node.name !== binding.name || isKey(node, ancestors.at(-1))) return;
    if (node.start !== binding.identifier.start && scopes.lookup(node.name, node) === binding) uses.add(node.start!);
  });
  return uses.size === 1;
}

/** `const { message } = err` that nothing else uses: a name without a use breaks strict builds. */
function leavesUnused(module: Module, leak: Node, error: string): boolean {
  if (leak.type !== 'Identifier' || leak.name === error || !/\.[cm]?tsx?$/.test(module.path)) return false;
  const binding = module.scopes.lookup(leak.name, leak);
  return binding !== null && isUsedOnce(module, binding);
}

/** `JSON.stringify`, `String`, `encodeURIComponent` */
const isText = (callee: Node): boolean =>
  memberName(callee) === 'stringify' ||
  (callee.type === 'Identifier' && /^(String|encodeURI(Component)?)$/.test(callee.name));
