import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { isNode, literalText, memberName, propertyOf } from '../walk';

/** Where a package takes a secret: the position of the argument, the options of it that hold one, and what it is for. */
interface Takes {
  position: number;
  options?: string[];
  variable: string;
}

const jwt = (position: number, ...options: string[]): Takes => ({
  position,
  ...(options.length > 0 ? { options } : {}),
  variable: 'JWT_SECRET',
});
const TAKES: Record<string, Takes> = {
  'jsonwebtoken#sign': jwt(1),
  'jsonwebtoken#verify': jwt(1),
  'jwt-simple#encode': jwt(1),
  'jwt-simple#decode': jwt(1),
  'express-jwt': jwt(0, 'secret'),
  'express-jwt#expressjwt': jwt(0, 'secret'),
  'koa-jwt': jwt(0, 'secret'),
  'passport-jwt#Strategy': jwt(0, 'secretOrKey'),
  'hono/jwt#sign': jwt(1),
  'hono/jwt#verify': jwt(1),
  'hono/jwt#jwt': jwt(0, 'secret'),
  '@nestjs/jwt#JwtModule#register': jwt(0, 'secret'),
  '@nestjs/jwt#JwtService': jwt(0, 'secret'),
  'cookie-parser': { position: 0, variable: 'COOKIE_SECRET' },
  'express-session': { position: 0, options: ['secret'], variable: 'SESSION_SECRET' },
  'cookie-session': { position: 0, options: ['secret', 'keys'], variable: 'COOKIE_SECRET' },
  'hono/cookie#getSignedCookie': { position: 1, variable: 'COOKIE_SECRET' },
  'hono/cookie#setSignedCookie': { position: 3, variable: 'COOKIE_SECRET' },
  'hono/bearer-auth#bearerAuth': { position: 0, options: ['token'], variable: 'BEARER_TOKEN' },
  'hono/basic-auth#basicAuth': { position: 0, options: ['password'], variable: 'BASIC_AUTH_PASSWORD' },
  'express-basic-auth': { position: 0, options: ['users'], variable: 'BASIC_AUTH_PASSWORD' },
  'crypto#createHmac': { position: 1, variable: 'SIGNING_KEY' },
  'crypto#createCipheriv': { position: 1, variable: 'ENCRYPTION_KEY' },
  'crypto#createDecipheriv': { position: 1, variable: 'ENCRYPTION_KEY' },
  'crypto#createCipher': { position: 1, variable: 'ENCRYPTION_KEY' },
  'crypto#createDecipher': { position: 1, variable: 'ENCRYPTION_KEY' },
  'crypto#scryptSync': { position: 0, variable: 'ENCRYPTION_KEY' },
  'crypto#pbkdf2Sync': { position: 0, variable: 'ENCRYPTION_KEY' },
  ...Object.fromEntries(
    ['AES', 'DES', 'TripleDES', 'RC4', 'Rabbit', 'Blowfish'].flatMap((cipher) =>
      ['encrypt', 'decrypt'].map((way) => [`crypto-js#${cipher}#${way}`, { position: 1, variable: 'ENCRYPTION_KEY' }]),
    ),
  ),
  ...Object.fromEntries(
    ['MD5', 'SHA1', 'SHA256', 'SHA512'].map((hash) => [
      `crypto-js#Hmac${hash}`,
      { position: 1, variable: 'SIGNING_KEY' },
    ]),
  ),
  cryptr: { position: 0, variable: 'ENCRYPTION_KEY' },
  sequelize: { position: 2, variable: 'DB_PASSWORD' },
  'sequelize#Sequelize': { position: 2, variable: 'DB_PASSWORD' },
  stripe: { position: 0, variable: 'STRIPE_SECRET_KEY' },
  twilio: { position: 1, variable: 'TWILIO_AUTH_TOKEN' },
  openai: { position: 0, options: ['apiKey'], variable: 'OPENAI_API_KEY' },
};
/** Plugins that are registered with their options: `app.register(jwt, { secret })`. */
const PLUGINS: Record<string, string> = {
  '@fastify/jwt': 'JWT_SECRET',
  'fastify-jwt': 'JWT_SECRET',
  '@fastify/session': 'SESSION_SECRET',
  '@fastify/secure-session': 'SESSION_SECRET',
  '@fastify/cookie': 'COOKIE_SECRET',
  'fastify-cookie': 'COOKIE_SECRET',
};

/** Names of packages that take a secret: a file without any of them has no such call. */
export const takingPackages = [
  'jsonwebtoken',
  'jwt',
  'cookie',
  'session',
  'createHmac',
  'reateCipher',
  'reateDecipher',
  'ryptr',
  'scryptSync',
  'pbkdf2',
  'crypto-js',
  'new Sequelize(',
  'basic-auth',
];

/** What those packages, their functions and plugins are called: in a file without any of it, no callee has to be followed. */
const TAKING =
  /scrypt|pbkdf2|jwt|jsonwebtoken|cookie|session|bearer|basic-auth|Hmac|pher|AES|crypt|equelize|stripe|twilio|openai/i;

/** How packages that take secrets are imported, and what of Node.js takes some. */
const TAKEN =
  /(?:from|require\(|import)\s*\(?\s*['"`][^'"`\n]*(?:jwt|jsonwebtoken|cookie|session|basic-auth|bearer-auth|cryptr|crypto-js|equelize|stripe|twilio|openai)|create(?:Hmac|Cipher|Decipher)|scryptSync|pbkdf2Sync|\bjwt\b/i;

/** Whether a file hands something to one of them, as far as its text tells. */
export const mayHandSecrets = (text: string): boolean => TAKEN.test(text);

export const mayTakeSecrets = ({ text }: Module): boolean => TAKING.test(text);

export interface Taken {
  node: Node;
  package: string;
  variable: string;
}

type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;

/** The expressions that a call hands to a package as secrets, lists opened, names followed to where they are set. */
export function secretArguments(module: Module, resolver: Resolver, call: Call): Taken[] {
  // Within one file the name of a module is as written.
  const name = (resolver.packageName(module, call.callee) ?? '').replace(/^node:/, '');
  const takes = Object.hasOwn(TAKES, name) ? TAKES[name] : undefined;
  if (takes) return taken(module, resolver, call.arguments[takes.position], takes, name);
  const [plugin, options] = call.arguments;
  if (!plugin || !options || memberName(call.callee) !== 'register') return [];
  const registered = resolver.packageName(module, plugin) ?? '';
  const variable = Object.hasOwn(PLUGINS, registered) ? PLUGINS[registered] : undefined;
  return variable
    ? taken(module, resolver, options, { position: 1, options: ['secret', 'key'], variable }, registered)
    : [];
}

function taken(
  module: Module,
  resolver: Resolver,
  argument: Node | undefined,
  { options, variable }: Takes,
  name: string,
): Taken[] {
  if (!argument) return [];
  const value = resolver.resolve(module, argument);
  const given = value?.kind === 'node' && value.module === module ? value.node : argument;
  const found = options ? options.map((option) => propertyOf(given, option)) : [given];
  return found
    .flatMap((node) => (node ? opened(module, resolver, node) : []))
    .map((node) => ({
      node,
      package: name.split('#')[0]!,
      variable,
    }));
}

/** The elements of a list, the passwords of users by name; a name stands for the literal that it is made from. */
function opened(module: Module, resolver: Resolver, node: Node): Node[] {
  if (node.type === 'ArrayExpression')
    return node.elements.filter(isNode).flatMap((element) => opened(module, resolver, element as Node));
  if (node.type === 'ObjectExpression')
    return node.properties.flatMap((each) => (each.type === 'ObjectProperty' ? [each.value] : []));
  const inner = wrapped(node);
  if (inner) return opened(module, resolver, inner);
  const value = node.type === 'Identifier' ? resolver.resolve(module, node) : null;
  if (value?.kind === 'node' && value.module === module && value.node !== node && wrapped(value.node))
    return opened(module, resolver, value.node);
  return [value?.kind === 'node' && value.module === module && literalText(value.node) ? value.node : node];
}

/** `Buffer.from(key, 'utf8')`, `key.substring(0, 8)`: what the bytes of a secret are made of. */
function wrapped(node: Node): Node | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const { object } = node.callee;
  const method = memberName(node.callee) ?? '';
  if (method === 'from') return object.type === 'Identifier' && object.name === 'Buffer' ? node.arguments[0]! : null;
  return /^(substring|substr|slice|padEnd|padStart|trim)$/.test(method) ? object : null;
}

/** What everybody knows: a literal, or a member of package.json. */
export function isPublic({ scopes }: Module, node: Node): boolean {
  const text = literalText(node);
  if (text !== null) return text !== '' && !/^-----BEGIN (\w+ )?(PUBLIC KEY|CERTIFICATE)/.test(text);
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  const binding = scopes.lookup(node.object.name, node.object);
  const source =
    binding?.source ?? (binding?.init?.type === 'CallExpression' ? literalText(binding.init.arguments[0]) : null);
  return source?.endsWith('package.json') === true;
}
