import type { Node } from '@babel/types';
import { modelKey } from '../../../codemods/lib/access/models';
import { escapeRegExp, textOf } from '../../../codemods/lib/text';
import { keyName, lastName, memberName, unwrap } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';
import { handledAt, LOOKS, WRITES } from './assignment';
import { hasGlobalGuard, isGuardedBefore } from './guards';

type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;

const ROLE = /^(user_?)?roles?(_?ids?)?$|^(is_?)?(admin|super_?(user|admin)|staff)$|^permissions?$|^privileges?$/i;
/** Rows of people: a job and a message have roles, too. */
const PERSON = /user|account|member|person|people|employee|customer|profile|staff|admin/i;
const OF_PERSON = /^(pass(word|wd)?(_?hash)?|pwd|e?_?mail|user_?name|login)$/i;

/** A row of a person whose role is what the client asks for, in a handler that anybody may call. */
export function roleFromRequest(context: RuleContext): Visitor {
  const look = (name: string, value: Node): void => {
    if (!ROLE.test(name) || !isAskedFor(context, value) || isDecided(context, value)) return;
    context.report(value, {
      message: `Whoever sends ${name} sets it: anybody may become an administrator.`,
      fix: 'manual',
      snippet: `${name}: ... // given by the app: a default here, and a change by administrators alone`,
    });
  };
  const ofCall = (node: Call): void => {
    for (const row of rowsWritten(node))
      for (const each of row.properties)
        if (each.type === 'ObjectProperty') look(keyName(each) ?? '', each.value as Node);
  };
  return {
    CallExpression: ofCall,
    NewExpression: ofCall,
    AssignmentExpression: ({ left, right }: Extract<Node, { type: 'AssignmentExpression' }>) => {
      const row = left.type === 'MemberExpression' ? unwrap(left.object) : null;
      if (row?.type === 'Identifier' && PERSON.test(row.name) && isStored(context, row, right))
        look(memberName(left) ?? '', right);
    },
  };
}

type Fields = Extract<Node, { type: 'ObjectExpression' }>;

/** `User.create({ … })`, `new User({ … })`, `prisma.user.create({ data: { … } })`, `User.updateOne(filter, { $set: { … } })` */
function rowsWritten(node: Call): Fields[] {
  const { callee } = node;
  const writes = node.type === 'NewExpression' || WRITES.test(memberName(callee) ?? '');
  const model = callee.type === 'MemberExpression' && node.type === 'CallExpression' ? callee.object : callee;
  if (!writes) return [];
  const isPerson = PERSON.test(modelKey(lastName(model) ?? ''));
  return node.arguments.flatMap((argument): Fields[] => {
    const given = unwrap(argument as Node);
    if (given.type !== 'ObjectExpression') return [];
    const inner = given.properties.flatMap((each): Fields[] =>
      each.type === 'ObjectProperty' &&
      /^(data|values|\$set)$/.test(keyName(each) ?? '') &&
      each.value.type === 'ObjectExpression'
        ? [each.value]
        : [],
    );
    return [given, ...inner].filter((row) => isPerson || isOfPerson(row));
  });
}

const isOfPerson = ({ properties }: Fields): boolean => properties.some((each) => OF_PERSON.test(keyName(each) ?? ''));

/** `user.save()`, `repository.save(user)` in the same function. */
function isStored({ module }: RuleContext, row: Extract<Node, { type: 'Identifier' }>, at: Node): boolean {
  const name = escapeRegExp(row.name);
  const writes = WRITES.source.slice(1, -1);
  return new RegExp(`\\b${name}\\.save\\(|\\.${writes}\\(\\s*${name}\\b`).test(
    textOf(module, module.scopes.functionAround(at)),
  );
}

/** `req.body.role`, also with a default behind it. */
function isAskedFor({ flow }: RuleContext, value: Node): boolean {
  const node = unwrap(value);
  if (node.type === 'LogicalExpression' && node.operator !== '&&')
    return isAskedFor({ flow } as RuleContext, node.left);
  const read = flow.read(node);
  return read !== null && /^(body|query)$/.test(read.part) && read.path.length > 0;
}

/** Somebody was asked for, a schema says which roles there are, or the handler looks at what came. */
function isDecided(context: RuleContext, value: Node): boolean {
  const { module, project } = context;
  const { text, routes } = handledAt(context, value);
  const open = routes.filter((route) => !route.reads.validated && !isGuardedBefore(project, route));
  if (open.length === 0 || hasGlobalGuard(project)) return true;
  const name = escapeRegExp(/\w+$/.exec(textOf(module, lastOf(value)))?.[0] ?? '');
  return LOOKS.test(text) || CALLER.test(text) || new RegExp(comparisons(name)).test(text);
}

const lastOf = (value: Node): Node => {
  const node = unwrap(value);
  return node.type === 'LogicalExpression' ? lastOf(node.left) : node;
};

/** `role === 'admin'`, `ROLES.includes(role)`, `switch (role)` */
const comparisons = (name: string): string =>
  `\\b${name}\\s*[!=]==?|[!=]==?\\s*[\\w.]*\\b${name}\\b|(includes|has|indexOf|switch|some|every)\\s*\\([^()]*\\b${name}\\b|\\b${name}\\s*\\.(some|every|filter|includes)`;

const CALLER =
  /\b(req|request)\.(user|auth|session|userId|account|currentUser)\b|\.state\.user\b|\bcurrentUser\b|\b(is|require|check|assert)_?Admin\(/i;
