import type { Node } from '@babel/types';
import { purposeOf } from '../../../codemods/lib/cookies/names';
import { returnedBy } from '../../../codemods/lib/flow/returned';
import { madeOf } from '../../../codemods/lib/flow/made-of';
import type { Parents } from '../../../codemods/lib/parents';
import { inDevelopment } from '../../../codemods/lib/development';
import { isFunction, keyName, lastName, literalText, memberName, unwrap, walk } from '../../../codemods/lib/walk';
import type { RuleContext, Visitor } from '../../types';
import { isTime } from './time';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** What opens something, by its name. */
const TOKEN =
  /(reset|access|auth|session|refresh|verif\w*|confirm\w*|activat\w*|invit\w*|api|csrf|xsrf|login|remember|magic|password|email|user|security|secret|sso|unsubscribe)[_-]?(token|key|code|hash)$|^(token|otp|secret)$|(^|_)otp$|[a-z]Otp$|OTP$|^(session|api)_?(id|key)$|[a-z]Token$|_token$/i;
/** Tokens that open nothing, or nothing that is kept. */
const OTHER =
  /cancel|page|next|prev|continu|cursor|design|css|theme|style|count|max|num|length|type|expir|request|trace|sync|lock|push|device|fcm|idempot|dedup|cache|parse|lex|syntax|fake|mock|test|dummy|sample|placeholder|public|name$/i;
const DIGESTS =
  /^(md5|sha-?1|sha256|sha512|js-md5|blueimp-md5|js-sha1|js-sha256|sha\.js|crypto-js\/(md5|sha1|sha256)|hash\.js)(#\w+)?$/i;
/** What everybody knows, or can find out, of somebody. */
const KNOWN =
  /^(e?mail|email_?address|login|user_?name|name|user_?id|uid|id|_id|phone(_?number)?|first_?name|last_?name|now|getTime|created_?at|timestamp|host(name)?)$/i;
const RANDOM =
  /random(Bytes|UUID|Int|FillSync|Values)|uuid|nanoid|\bv[1457]\(|hyperid|cuid|ulid|secret|salt|pepper|key|password|hash/i;

const SNIPPET = "crypto.randomBytes(32).toString('hex')";
const GUESSED = 'comes from Math.random(), whose next numbers can be computed';

/** Whether a file has a name of that kind, in front of what it is given or is compared with, or of a function. */
const NAMED =
  /(?:(?:token|otp|secret|(?:reset|access|auth|session|refresh|verif\w*|confirm\w*|activat\w*|invit\w*|api|csrf|xsrf|login|remember|magic|password|email|user|security|sso|unsubscribe)[_-]?(?:key|code|hash)|(?:session|api)_?(?:id|key))['"]?\]?\s*[!?)]*\s*(?::|=|[!]=|\())|[!=]==?\s*[\w$.?!['"]*(?:token|otp|secret|key|code|hash|id)\b/i;

export const mayGuess = (text: string): boolean =>
  NAMED.test(text) || /\bgenid\b/.test(text) || (text.includes('Math.random') && /\.\s*(?:set)?[cC]ookie/.test(text));

/** Tokens, codes and ids of sessions that are made of what others know or can guess. */
export function predictable(context: RuleContext): Visitor {
  const { module } = context;
  const test = (name: string | null, value: Node | null | undefined): void => {
    if (!value || name === null || !TOKEN.test(name) || OTHER.test(name)) return;
    const why = whyGuessed(context, unwrap(value));
    if (!why || inDevelopment(module, value)) return;
    context.report(value, {
      message: `${name} ${why}.`,
      fix: 'manual',
      snippet: SNIPPET,
    });
  };
  /** What express-session calls for the id of each new session. */
  const ids = (fn: Node): void => returnedBy(fn).forEach((value) => test('session_id', value));
  return {
    VariableDeclarator: (node: Of<'VariableDeclarator'>) =>
      test(node.id.type === 'Identifier' ? node.id.name : null, node.init),
    AssignmentExpression: (node: Of<'AssignmentExpression'>) => test(lastName(node.left), node.right),
    ObjectProperty: (node: Of<'ObjectProperty'>) =>
      keyName(node) === 'genid' ? ids(node.value) : test(keyName(node), node.value),
    ObjectMethod: (node: Of<'ObjectMethod'>) => keyName(node) === 'genid' && ids(node),
    BinaryExpression: (node: Of<'BinaryExpression'>) => {
      if (!/^[!=]==?$/.test(node.operator)) return;
      test(lastName(node.left), digestOnly(context, node.right));
      test(lastName(node.right), digestOnly(context, node.left));
    },
    CallExpression: (node: Of<'CallExpression'>) => {
      const cookie = cookieOf(node);
      if (!cookie || purposeOf(cookie.name) !== 'login' || inDevelopment(module, node)) return;
      const random = madeOf(context.flow, cookie.value).some(isRandom);
      if (random)
        context.report(node, { message: `The cookie "${cookie.name}" ${GUESSED}.`, fix: 'manual', snippet: SNIPPET });
    },
    ReturnStatement: (node: Of<'ReturnStatement'>) => {
      const name = functionName(module.scopes.parents, module.scopes.functionAround(node));
      test(
        name === null ? null : name.replace(/^(generate|create|make|get|new|gen|build|random|compute)_?/i, ''),
        node.argument,
      );
    },
  };
}

function functionName(parents: Parents, fn: Node): string | null {
  if (!isFunction(fn)) return null;
  if ('id' in fn && fn.id && 'name' in fn.id) return String(fn.id.name);
  const parent = parents.get(fn);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent?.type === 'AssignmentExpression' ? lastName(parent.left) : keyName(fn);
}

/** What a token is compared with counts where it is a digest: a random number would be compared with nothing. */
const digestOnly = (context: RuleContext, node: Node): Node | null => (digestOf(context, unwrap(node)) ? node : null);

/** Why others can guess the value; null where nothing says so. */
function whyGuessed(context: RuleContext, node: Node): string | null {
  const text = context.module.text.slice(node.start!, node.end!);
  const digested = digestOf(context, node);
  if (digested)
    return digested.every((each) => isKnown(context, each))
      ? 'is a digest of what others know'
      : randomness(context, node);
  if (isFunction(node) || node.type === 'ObjectExpression' || RANDOM.test(text.replace(/Math\.random/g, '')))
    return null;
  return randomness(context, node) ?? (isTime(node) ? 'is the time at which it was made' : null);
}

/** `Math.random()` anywhere in what the value is made of. */
function randomness({ module }: RuleContext, node: Node): string | null {
  let found = false;
  walk(node, (inner) => {
    if (isFunction(inner) && inner !== node)
      return !/from|map|replace/.test(
        memberName((module.scopes.parents.get(inner) as Of<'CallExpression'>)?.callee ?? node) ?? '',
      )
        ? false
        : undefined;
    found ||= isRandom(inner);
    return !found;
  });
  return found ? GUESSED : null;
}

const isRandom = (node: Node): boolean =>
  node.type === 'MemberExpression' &&
  memberName(node) === 'random' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'Math';

/** `res.cookie('session', value)`, `reply.setCookie(…)`, `ctx.cookies.set(…)` */
function cookieOf({ callee, arguments: [first, value] }: Of<'CallExpression'>): { name: string; value: Node } | null {
  const method = memberName(callee) ?? '';
  const sets =
    /^(cookie|setCookie)$/.test(method) ||
    (method === 'set' && callee.type === 'MemberExpression' && lastName(callee.object) === 'cookies');
  const name = literalText(first);
  return sets && name !== null && value ? { name, value } : null;
}

/** What a digest is made of: `md5(email)`, `crypto.createHash('sha1').update(email).digest('hex')`; null for anything else. */
function digestOf({ module, resolver }: RuleContext, expression: Node): Node[] | null {
  let node = expression;
  const parts: Node[] = [];
  for (let depth = 0; depth < 8 && node.type === 'CallExpression'; depth++) {
    const method = memberName(node.callee);
    if (method === 'update') parts.push(...(node.arguments.slice(0, 1) as Node[]));
    const name = resolver.packageName(module, node.callee);
    if (name !== null && /(^|:)crypto#createHash$/.test(name)) return parts.length > 0 ? parts : null;
    if (name !== null && DIGESTS.test(name)) return node.arguments.slice(0, 1) as Node[];
    if (node.callee.type !== 'MemberExpression') return null;
    node = unwrap(node.callee.object);
  }
  return null;
}

/** Every part of it is known, and one at least is no constant. */
function isKnown({ module, flow }: RuleContext, node: Node): boolean {
  if (RANDOM.test(module.text.slice(node.start!, node.end!))) return false;
  const values = partsOf(node).flatMap((part) => flow.pieces(part).filter(({ kind }) => kind === 'value'));
  return (
    values.length > 0 &&
    values.every(({ node: value }) => isTime(unwrap(value)) || KNOWN.test(valueName(unwrap(value)) ?? ''))
  );
}

/** A sum is a text where one of its parts is, which names alone do not tell. */
function partsOf(node: Node): Node[] {
  const inner = unwrap(node);
  return inner.type === 'BinaryExpression' && inner.operator === '+'
    ? [...partsOf(inner.left), ...partsOf(inner.right)]
    : [inner];
}

/** `email` of `user.email.toLowerCase()` */
function valueName(node: Node): string | null {
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression')
    return /^(toString|toLowerCase|trim|toUpperCase)$/.test(memberName(node.callee) ?? '')
      ? valueName(unwrap(node.callee.object))
      : memberName(node.callee);
  return lastName(node);
}
