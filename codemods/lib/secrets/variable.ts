import { posix } from 'node:path';
import type { Node } from '@babel/types';
import type { Module } from '../resolve';
import { keyName, literalText, memberName } from '../walk';

/** Says that it is a secret, and nothing of which. */
const BARE = /^(SECRET(_KEY)?|KEYS?|PASS(WORD|WD)?|PWD|TOKEN|URL|URI|CONNECTION(_STRING)?|HASH)$/;
const GENERIC = new RegExp(
  `${BARE.source}|^(API_KEY|API_SECRET|ACCESS_KEY(_SECRET)?|AUTH_TOKEN|CLIENT_SECRET|PRIVATE_KEY)$`,
);
/** Says nothing of what is inside. */
const HOLDER =
  /^(CONFIG(URATION|S)?|CONF|SETTINGS?|OPTIONS?|OPTS|PARAMS|ENV(IRONMENTS?)?|EXPORTS|MODULE|DEFAULTS?|COMMON|SHARED|GLOBAL|BASE|ALL|INDEX|CONSTANTS?|CONSTS?|SECRETS?|KEYS?|CREDENTIALS?|APP|SERVER|MAIN|DATA|VALUES?|PRODUCTION|PROD|STAGING|DEVELOPMENT|DEVEL|DEV|LOCAL|DOCKER|STORE|UTILS?|HELPERS?|LIB)$/;
const ADDRESS = /(^|_)(URL|URI|DSN|CONNECTION_STRING)$/;
const ADDRESSES: [RegExp, string][] = [
  [/^(postgres(ql)?|pg|mysqlx?|mariadb|mongodb(\+srv)?|mssql|sqlserver|oracle|cockroachdb)$/, 'DATABASE_URL'],
  [/^rediss?$/, 'REDIS_URL'],
  [/^amqps?$/, 'AMQP_URL'],
  [/^smtps?$/, 'SMTP_URL'],
];

/** `jwtSecret`, `jwt-secret` → `JWT_SECRET` */
export const screaming = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();

/**
 * What the variable of a secret is to be called: as its owner calls it, where that says which it is (`jwtSecret`); what a
 * package wants it for (`SESSION_SECRET`); or its name with that of the object around it (`db.password`), or of the file.
 */
export function variableOf(module: Module, literal: Node, use: string | null = null): string {
  const [own = '', ...outer] = namesAround(module, literal).map(screaming);
  // What passport-jwt calls it.
  if (own === 'SECRET_OR_KEY') return 'JWT_SECRET';
  if (own !== '' && !GENERIC.test(own) && !HOLDER.test(own) && (use === null || /SECRET|KEY|PASS|TOKEN/.test(own)))
    return valid(own);
  if (use !== null) return use;
  const isBare = own === '' || BARE.test(own);
  const around = [...outer, ...(isBare ? stemWords(module.path) : [])].find(
    (name) => !HOLDER.test(name) && !GENERIC.test(name),
  );
  const short = around?.replace(/_?(CONFIG|SETTINGS?|OPTIONS?|CREDENTIALS?|CONSTANTS?|SERVICE|MODULE)$/, '');
  if (!isBare && (!short || own.startsWith(`${short}_`))) return valid(own);
  return valid(`${short || 'APP'}_${own || 'SECRET'}`);
}

/** Of an address with a password in it. */
export function addressVariable(module: Module, literal: Node, scheme: string): string {
  const own = screaming(namesAround(module, literal)[0] ?? '');
  if (ADDRESS.test(own) && !GENERIC.test(own)) return valid(own);
  const usual = ADDRESSES.find(([schemes]) => schemes.test(scheme))?.[1];
  return usual ?? valid(`${own === '' || GENERIC.test(own) || HOLDER.test(own) ? 'SERVICE' : own}_URL`);
}

const valid = (name: string): string => (/^\d/.test(name) ? `APP_${name}` : name);

/** The names that lead to a value, its own first: `password`, `db`, `config` of `const config = { db: { password: 'x' } }`. */
export function namesAround({ scopes: { parents } }: Module, node: Node): string[] {
  const names: string[] = [];
  for (let current = parents.get(node); current; current = parents.get(current)) {
    if (current.type === 'ObjectProperty' || current.type === 'ClassProperty') names.push(keyName(current) ?? '');
    else if (current.type === 'ClassDeclaration') names.push(current.id?.name ?? '');
    else if (current.type === 'VariableDeclarator') names.push(current.id.type === 'Identifier' ? current.id.name : '');
    else if (current.type === 'AssignmentPattern' || current.type === 'AssignmentExpression')
      names.push(...membersOf(current.left));
    else if (/Function|^ClassMethod$|^Program$/.test(current.type)) {
      // `registerAs('db', () => ({ password: 'x' }))`
      const call = parents.get(current);
      const name =
        call?.type === 'CallExpression' && call.arguments[1] === current ? literalText(call.arguments[0]) : null;
      return [...names, name ?? ''].filter((each) => each !== '');
    }
  }
  return names.filter((name) => name !== '');
}

/** `secret`, `jwt`, `config` of `config.jwt.secret` */
function membersOf(node: Node): string[] {
  if (node.type === 'Identifier') return [node.name];
  const name = memberName(node);
  return name === null || node.type !== 'MemberExpression' ? [] : [name, ...membersOf(node.object)];
}

/** `AUTH`, `CONFIG` of `app/config/auth.config.js`, and its folder's name. */
const stemWords = (path: string): string[] =>
  [...posix.basename(path).split('.').slice(0, -1), posix.basename(posix.dirname(path))]
    .map(screaming)
    .filter((word) => word !== '' && word !== 'SRC' && word !== 'EXAMPLE');
