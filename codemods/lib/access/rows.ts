import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { isFunction, literalText, memberName, unwrap } from '../walk';
import { modelKey } from './models';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** Rows as a query gives them, all of their fields. */
export interface Rows {
  /** The key of the model that is asked. */
  model: string;
  query: Call;
}

const FINDS =
  /^(find|findOne|findAll|findById|findByPk|findMany|findFirst|findUnique|findOneBy|findBy|findAndCountAll|findOneOrFail|findAndCount|findUniqueOrThrow|findOneAndUpdate|findByIdAndUpdate)$/;
const PROJECTS = /\b(attributes|select|projection|exclude|omit|fields|raw|group|aggregate)\b/;
const STEPS = /^(then|exec|lean|sort|limit|skip|populate|catch|orFail|where|equals|toArray)$/;

/** The rows that an expression stands for: a query, a name for its result, or a callback's parameter that is given it. */
export function rowsOf(module: Module, expression: Node, depth = 0): Rows | null {
  const node = unwrap(expression);
  if (depth > 6) return null;
  if (node.type === 'CallExpression') return ofQuery(module, node);
  if (node.type !== 'Identifier') return null;
  const binding = module.scopes.lookup(node.name, node);
  if (!binding || binding.path.length > 0 || binding.assignments.length > 0) return null;
  if (binding.kind === 'variable') return binding.init ? rowsOf(module, binding.init, depth + 1) : null;
  return binding.kind === 'parameter' ? ofCallback(module, binding.declaration, binding.index) : null;
}

/** `User.find().sort()`, without anything that says which fields. */
function ofQuery({ text }: Module, call: Call): Rows | null {
  let current: Node = call;
  while (current.type === 'CallExpression' && current.callee.type === 'MemberExpression') {
    const method = memberName(current.callee) ?? '';
    if (FINDS.test(method)) return found(text, current, call);
    if (!STEPS.test(method)) return null;
    current = unwrap(current.callee.object);
  }
  return null;
}

function found(text: string, query: Call, whole: Node): Rows | null {
  const object = query.callee.type === 'MemberExpression' ? unwrap(query.callee.object) : query.callee;
  const written = text.slice(object.end!, whole.end!);
  const isSecond = query.arguments.length > 1 && literalText(query.arguments[1]) !== null;
  const model = modelOf(object);
  return model === null || isSecond || PROJECTS.test(written) ? null : { model: modelKey(model), query };
}

/** `User`, `db.User`, `this.users`, `mongoose.model('User')`, `getRepository(User)` */
function modelOf(object: Node): string | null {
  if (object.type === 'Identifier') return object.name;
  if (object.type !== 'CallExpression') return memberName(object);
  const [first] = object.arguments;
  return first?.type === 'Identifier' ? first.name : first ? literalText(first) : null;
}

/** `User.find().then((users) => …)`, `User.find({}, (err, users) => …)` */
function ofCallback(module: Module, fn: Node, index: number): Rows | null {
  const call = module.scopes.parents.get(fn);
  if (!isFunction(fn) || call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  const method = memberName(call.callee) ?? '';
  if (method === 'then' && index === 0) return rowsOf(module, call.callee.object, 1);
  const isLast = call.arguments.at(-1) === fn && index === 1;
  if (!isLast) return null;
  // The query without its callback: what stands between says which fields.
  if (FINDS.test(method) && call.arguments.length <= 2) {
    const model = modelOf(unwrap(call.callee.object));
    const given = call.arguments[0] === fn ? '' : module.text.slice(call.arguments[0]!.start!, call.arguments[0]!.end!);
    return model === null || PROJECTS.test(given) ? null : { model: modelKey(model), query: call };
  }
  return method === 'exec' ? rowsOf(module, call.callee.object, 1) : null;
}
