import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import { isFunction, keyName, lastName, memberName, unwrap, walk } from '../walk';
import { isPasswordName } from './names';
import { isReplacedLater } from './replaced';
import { type Supplied, suppliedPassword } from './supplied';

type Property = Extract<Node, { type: 'ObjectProperty' }>;

const STORES =
  /^(create|insert|insertOne|insertMany|insertGraph|build|bulkCreate|bulkWrite|findOrCreate|update|updateOne|updateMany|findByIdAndUpdate|findOneAndUpdate|replaceOne|upsert|save|values|merge|patch)$/;
const FINDS =
  /^(find|findOne|findAll|findFirst|findUnique|findFirstOrThrow|findUniqueOrThrow|findOneBy|findBy|findOneOrFail|findAndCountAll|count|countDocuments|exists|where|andWhere|filter|get|first)$/;
/** What takes objects as well and is no store of users. */
const NO_STORE =
  /service|controller|client|api|axios|http|fetch|auth|manager|form|firebase|fb|stripe|logger|cache|redis|session|jwt|crypto|joi|yup|schema|factory|transport|mail|command|bus|mutation|dispatch|^z$|^z\./i;
/** Classes whose instances carry a password without being a row. */
const NO_MODEL =
  /(Dto|DTO|Request|Input|Error|Exception|Command|Query|Event|VO|Params|Credentials|Response|Form|Client|Service|Strategy|Pool|Connection|Sequelize|Schema|Promise|Map|Set|Proxy|Url|URL|Worker|DataSource|Kafka|Redis|Provider|Transport|Body|Payload|Config|Options|Store|Session)$/;

export interface StoredPlain {
  node: Node;
  value: Node;
  supplied: Supplied;
  /** The row is made there, so that there is a password in any case. */
  isNew: boolean;
}

/** A password that is put into a row as it was typed: a property of what is stored, or a field of a row that is saved. */
export function storedPlain(flow: Flow, node: Node): StoredPlain | null {
  if (node.type === 'ObjectProperty') return ofProperty(flow, node);
  return node.type === 'AssignmentExpression' ? ofField(flow, node) : null;
}

function ofProperty(flow: Flow, node: Property): StoredPlain | null {
  if (!isPasswordName(keyName(node) ?? '')) return null;
  const supplied = suppliedPassword(flow, node.value);
  if (supplied === null || isReplacedLater(flow, node)) return null;
  const use = useOf(flow, node);
  return use?.kind === 'store' ? { node, value: node.value, supplied, isNew: makesRow(use.call) } : null;
}

const makesRow = (call: Node): boolean =>
  call.type === 'NewExpression' ||
  ('callee' in call && /^(create|insert|insertOne|build)$/.test(memberName(call.callee as Node) ?? ''));

/** `user.password = req.body.password; await user.save();` */
function ofField(
  flow: Flow,
  { left, right, operator }: Extract<Node, { type: 'AssignmentExpression' }>,
): StoredPlain | null {
  if (operator !== '=' || left.type !== 'MemberExpression' || left.object.type !== 'Identifier') return null;
  if (!isPasswordName(memberName(left) ?? '') || flow.read(left)) return null;
  const supplied = suppliedPassword(flow, right);
  if (supplied === null || !isSaved(flow, left.object)) return null;
  return { node: left, value: right, supplied, isNew: false };
}

/** `user.save()`, `users.save(user)`, `em.persist(user)` */
function isSaved(flow: Flow, row: Extract<Node, { type: 'Identifier' }>): boolean {
  let saved = false;
  walk(flow.module.scopes.functionAround(row), (node) => {
    if (saved || node.type !== 'CallExpression') return !saved;
    const method = memberName(node.callee) ?? '';
    const object = node.callee.type === 'MemberExpression' ? node.callee.object : null;
    const isName = (inner: Node | null | undefined): boolean => inner?.type === 'Identifier' && inner.name === row.name;
    saved =
      (method === 'save' && isName(object)) ||
      (/^(save|persist|persistAndFlush|insert)$/.test(method) && node.arguments.some(isName));
    return !saved;
  });
  return saved;
}

export interface Use {
  kind: 'store' | 'find';
  call: Node;
}

/** What an object with this property is handed to: itself, inside `where`, `data`, `$set` or a list, or by way of a name. */
export function useOf(flow: Flow, property: Property): Use | null {
  const { parents } = flow.module.scopes;
  let [at, where]: [Node | undefined, boolean] = [parents.get(property), false];
  for (let depth = 0; at && depth < 8; depth++) {
    const parent: Node | undefined = parents.get(at);
    if (!parent) return null;
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression')
      return parent.callee === at ? null : ofCall(flow, parent, where);
    if (parent.type === 'ObjectProperty') {
      const key = keyName(parent) ?? '';
      if (!/^(where|data|create|update|defaults|\$set|\$setOnInsert|\$and|filter|document)$/.test(key)) return null;
      where ||= /^(where|\$and|filter)$/.test(key);
    } else if (parent.type === 'VariableDeclarator') {
      return parent.id.type === 'Identifier' ? ofVariable(flow, parent.id, where) : null;
    } else if (!/^(ObjectExpression|ArrayExpression|TSAsExpression|TSSatisfiesExpression)$/.test(parent.type)) {
      return null;
    }
    at = parent;
  }
  return null;
}

function ofCall(
  flow: Flow,
  call: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  where: boolean,
): Use | null {
  const { callee } = call;
  if (call.type === 'NewExpression') return isModel(flow, callee) ? { kind: 'store', call } : null;
  const method = memberName(callee);
  if (method === null || callee.type !== 'MemberExpression') return null;
  if (isOfProject(flow, callee) || !isStore(flow, callee.object, method)) return null;
  if (where || FINDS.test(method)) return { kind: 'find', call };
  return STORES.test(method) || isList(callee.object, method) ? { kind: 'store', call } : null;
}

/** `users.push({ name, password })`: a list stands in for a table. */
const isList = (object: Node, method: string): boolean =>
  method === 'push' && /(users|accounts|members|customers|admins)$/i.test(lastName(object) ?? '');

/** Functions of the project are looked at where they stand. */
function isOfProject({ module, resolver }: Flow, callee: Node): boolean {
  const value = resolver.resolve(module, callee);
  return value?.kind === 'node' && isFunction(value.node);
}

/** `new User({ … })` */
function isModel(flow: Flow, callee: Node): boolean {
  const name = lastName(callee) ?? '';
  return /^[A-Z]/.test(name) && !NO_MODEL.test(name) && !takesNothing(flow, callee);
}

/** A class of the project whose instances are not saved anywhere by themselves. */
function takesNothing({ module, resolver }: Flow, callee: Node): boolean {
  const value = resolver.resolve(module, callee);
  if (value?.kind !== 'node' || value.node.type !== 'ClassDeclaration') return false;
  return !value.node.superClass && !value.node.decorators?.length;
}

function isStore(flow: Flow, object: Node, method: string): boolean {
  const base = unwrap(object);
  if (base.type === 'ThisExpression') return false;
  const name = lastName(base) ?? '';
  if (name !== '' && NO_STORE.test(name)) return false;
  // A chain of a query builder says where it begins: `User.query().insert({ … })`, `db('users').where({ … })`.
  if (base.type === 'CallExpression') {
    const root = memberName(base.callee);
    return root === null
      ? base.callee.type === 'Identifier'
      : isStore(flow, (base.callee as { object?: Node }).object ?? base, root);
  }
  return method !== 'get' && method !== 'filter';
}

/** An object with a name of its own: what it is handed to later in the function. */
function ofVariable(flow: Flow, id: Extract<Node, { type: 'Identifier' }>, where: boolean): Use | null {
  const { scopes } = flow.module;
  const binding = scopes.lookup(id.name, id);
  let found: Use | null = null;
  walk(scopes.functionAround(id), (node, ancestors) => {
    if (found || node.type !== 'Identifier' || node === id || node.name !== id.name) return !found;
    const parent = ancestors.at(-1);
    const isArgument =
      (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.arguments.includes(node);
    if (isArgument && scopes.lookup(node.name, node) === binding) found = ofCall(flow, parent, where);
    return !found;
  });
  return found;
}
