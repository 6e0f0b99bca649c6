import type { Node } from '@babel/types';
import { modelKey } from '../../../codemods/lib/access/models';
import { rowsOf } from '../../../codemods/lib/access/rows';
import { isFunction, lastName, memberName, unwrap } from '../../../codemods/lib/walk';
import type { Route, RuleContext, Visitor } from '../../types';
import { asksForRole } from './guards';
import { modelsOf, privilegeField } from './models';

type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;

export const WRITES =
  /^(create|insert|insertOne|build|update|updateOne|findByIdAndUpdate|findOneAndUpdate|upsert|set|save|merge|patch|assign)$/;

/** The whole body that becomes a row of a model which says in a field what its owner may do. */
export function massAssignment(context: RuleContext): Visitor {
  const look = (node: Call): void => {
    const written = writtenBody(context, node);
    const model = written && modelsOf(context.project).get(written.model);
    const field = model ? privilegeField(model) : undefined;
    if (!written || !field || isChecked(context, node)) return;
    context.report(written.body, {
      message: `All of the body is written into a row: whoever sends ${field} sets it.`,
      fix: 'manual',
      snippet: 'const { name, email } = req.body; // name what clients may set, and write nothing else',
    });
  };
  return { CallExpression: look, NewExpression: look };
}

/** `User.create(req.body)`, `new User(req.body)`, `Object.assign(user, req.body)`, `user.update(req.body)` */
function writtenBody(context: RuleContext, node: Call): { model: string; body: Node } | null {
  const { callee } = node;
  const body = node.arguments.find((argument) => isWholeBody(context, argument as Node)) as Node | undefined;
  if (!body) return null;
  if (node.type === 'NewExpression')
    return callee.type === 'Identifier' ? { model: modelKey(callee.name), body } : null;
  const method = memberName(callee);
  if (callee.type !== 'MemberExpression' || !method || !WRITES.test(method)) return null;
  const object = unwrap(callee.object as Node);
  const target = object.type === 'Identifier' && /^(Object|_|lodash)$/.test(object.name) ? node.arguments[0] : object;
  const rows = target ? rowsOf(context.module, target as Node) : null;
  const name = lastName(object);
  return rows
    ? { model: rows.model, body }
    : name === null || method === 'assign'
      ? null
      : { model: modelKey(name), body };
}

function isWholeBody({ flow }: RuleContext, argument: Node): boolean {
  const node = unwrap(argument);
  if (node.type === 'ObjectExpression') {
    const spread = node.properties.find(({ type }) => type === 'SpreadElement');
    const isRest = spread?.type === 'SpreadElement' && isWholeBody({ flow } as RuleContext, spread.argument);
    // What is named behind it wins.
    return isRest && !/\brole|admin/i.test(flow.module.text.slice(spread!.end!, node.end!));
  }
  const read = flow.read(node);
  if (read?.part !== 'body' || read.path.length > 0) return false;
  const binding = node.type === 'Identifier' ? flow.module.scopes.lookup(node.name, node) : null;
  // A class or a schema says what comes in.
  return !binding || (binding.kind === 'variable' && !binding.path.includes('...'));
}

/** Only where the route is known, and nothing in front of it looks at the body or asks for an administrator. */
function isChecked(context: RuleContext, node: Node): boolean {
  const { project } = context;
  const { text, routes } = handledAt(context, node);
  const isOpen = (route: Route): boolean =>
    !route.reads.validated &&
    !/admin|role|permission|authorize|restrict|valid|schema|can/i.test(
      `${route.guards.join(' ')} ${route.path ?? ''}`,
    ) &&
    !asksForRole(project, route);
  return !routes.some(isOpen) || LOOKS.test(text);
}

/** The routes that a function around a place handles, and the code of that function without its comments and texts. */
export function handledAt(
  { module, project, file }: RuleContext,
  node: Node,
): { text: string; routes: readonly Route[] } {
  const around: Node[] = [];
  for (let fn = module.scopes.functionAround(node); isFunction(fn); fn = module.scopes.functionAround(fn))
    around.push(fn);
  const handles = ({ handlers }: Route, among: readonly Node[]): boolean =>
    handlers.some(({ fn, fnFile }) => fn !== null && fnFile === file.path && among.includes(fn));
  const routes = project.routes.filter((route) => handles(route, around));
  const handler = around.findLast((fn) => routes.some((route) => handles(route, [fn]))) ?? node;
  const text = module.text.slice(handler.start!, handler.end!);
  return { text: text.replace(/\/\/[^\n]*|\/\*[^]*?\*\/|"(?:\\.|[^"\n\\])*"|'(?:\\.|[^'\n\\])*'/g, ' '), routes };
}

/** What a handler that looks at the body has in it. */
export const LOOKS = /\b(validat|sanitize|pick\(|allowedFields|filterObj|delete req\.body|Joi\.|safeParse|\.parse\()/;
