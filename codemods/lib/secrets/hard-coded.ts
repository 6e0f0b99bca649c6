import type { Node } from '@babel/types';
import { inDevelopment } from '../development';
import { makerOf } from '../maker';
import type { Module, Resolver } from '../resolve';
import { isNode, keyName, lastName, literalText, memberName, propertyOf, walk } from '../walk';
import { environmentName, fallbacksIn } from './fallbacks';
import {
  credentialsIn,
  isCommonPassword,
  isMadeUp,
  isSecret,
  isSecretValue,
  mayBeSecret,
  mayHoldCredentials,
  signs,
} from './names';
import { isPublic, mayHandSecrets, mayTakeSecrets, secretArguments, type Taken } from './takes';
import { knownToken, mayHoldToken } from './tokens';
import { addressVariable, namesAround, variableOf } from './variable';

/** A secret that stands in the source. */
export interface HardCoded {
  /** The literal, or what else everybody knows. */
  node: Node;
  /** What it is, as the subject of a sentence: `jwtSecret`, `The secret of express-session`. */
  title: string;
  /** The variable of the environment that is to hold it. */
  variable: string;
  /** Another expression can stand in its place. */
  replaceable: boolean;
  /** It stands in settings for development, or belongs to a user of sample data. */
  kind: 'secret' | 'development' | 'user';
}

/** The property of an app with the keys that sign cookies, and the packages that make such apps. */
export interface SigningKeys {
  property: string;
  modules: readonly string[];
}

type Of<T extends Node['type']> = Extract<Node, { type: T }>;
type Found = Omit<HardCoded, 'kind' | 'replaceable'>;

const OTHER_KEYS =
  /^(examples?|properties|labels?|messages?|errors?|translations?|placeholders?|placeholder_\w+|i18n|locales?|fields?|columns?|attributes?|projection|select|include|exclude|schemas?|validations?|rules|parameters|definitions|components|headers|icons|types?|routes?|paths?|urls?|events?|tests?|testing|mocks?|fixtures?)$/i;
const SAMPLE_FILES = /(^|[/._-])(seed(er|ing)?s?|factor(y|ies)|dummy|samples?|demo)([/._-]|$)/i;
const DEVELOPMENT_FILES =
  /(^|\/)(dev(elop(ment)?)?|local)(\.config)?\.\w+$|[.-](dev|development|local)(\.config)?\.\w+$/i;
/** Whether a file has the settings of a developer's machine alone: `config/env/development.js`. */
export const isForDevelopment = (path: string): boolean => DEVELOPMENT_FILES.test(path);
const DEVELOPMENT_KEYS = /^(dev|development|local)$/i;

/** A text that is given a name of a secret: `dbPassword: 'x'`, `const apiKey: string = 'x'`, `x['secret'] = Buffer.from('x')`. */
const NAMED =
  /(?:secret|pass|pwd|_?key|token)[\w$]*(?<=([\w$]+))['"`]?\]?\s*[?!]?\s*(?::[^;{}=]{0,80}=|[:=])\s*\(*\s*(?:(['"`])(?!.{0,3}\2)|Buffer\b|new\b|[\w$.]+\.\s*encode\()/gis;

/** Whether a file may hold a secret, by its text alone: false where `hardCodedIn` finds none. */
export const mayHoldSecrets = (text: string): boolean =>
  [...text.matchAll(NAMED)].some(([, name]) => mayBeSecret(name!)) ||
  mayHandSecrets(text) ||
  mayHoldCredentials(text) ||
  mayHoldToken(text) ||
  /\.\s*keys\s*=/.test(text);

/** The secrets of a file, in its order, each once. */
export function hardCodedIn(module: Module, resolver: Resolver, keys?: SigningKeys): HardCoded[] {
  let elsewhere: Set<Node> | undefined;
  const found = new Map<Node, Found>();
  const add = (secret: Found): void => {
    elsewhere ??= new Set(fallbacksIn(module).map(({ literal }) => literal));
    const isOther = elsewhere.has(secret.node) || inDevelopment(module, secret.node);
    if (!isOther && !found.has(secret.node)) found.set(secret.node, secret);
  };
  const takes = mayTakeSecrets(module);
  walk(module.ast.program, (node) => {
    if (takes && (node.type === 'CallExpression' || node.type === 'NewExpression'))
      takenBy(module, secretArguments(module, resolver, node)).forEach(add);
    const value = valueIn(node);
    const name = value ? nameIn(node) : null;
    if (name !== null && value) for (const each of signing(module, resolver, node, value, keys)) add(each);
    const text = literalText(value);
    const isOne = (): boolean => isSecret(name!, text!) || isPasswordOf(module, name!, value!, text!);
    if (name !== null && value && text !== null && isOne() && !isDescribed(module, value))
      add({ node: value, title: name, variable: variableOf(module, value) });
    if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') byForm(module, node).forEach(add);
    // A type, and what a module is called, are no values.
    return !isNoValue(node.type) || isExportOfCode(node);
  });
  const secrets = [...found.values()].map((each) => ({ ...each, kind: kindOf(module, each.node) }));
  return secrets.map((each) => ({ ...each, replaceable: isReplaceable(module, each, secrets) }));
}

const noValues = new Map<string, boolean>();

/** Asked of every node: each type is looked at once. */
function isNoValue(type: string): boolean {
  const known = noValues.get(type);
  if (known !== undefined) return known;
  const is = /^TS(Type|Interface|Literal|Enum)|^ImportDeclaration$|^Export(All|Named)?Declaration$|^JSX/.test(type);
  noValues.set(type, is);
  return is;
}

const isExportOfCode = (node: Node): boolean => node.type === 'ExportNamedDeclaration' && Boolean(node.declaration);

/** What is given a name: by a property, a variable, a field, an assignment or a default. */
function valueIn(node: Node): Node | null | undefined {
  switch (node.type) {
    case 'ObjectProperty':
    case 'ClassProperty':
      return encoded(node.value);
    case 'VariableDeclarator':
      return encoded(node.init);
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return encoded(node.right);
    default:
      return null;
  }
}

/** The name that it is given. */
function nameIn(node: Node): string | null {
  if (node.type === 'ObjectProperty' || node.type === 'ClassProperty') return keyName(node);
  if (node.type === 'VariableDeclarator') return node.id.type === 'Identifier' ? node.id.name : null;
  return node.type === 'AssignmentExpression' || node.type === 'AssignmentPattern' ? lastName(node.left) : null;
}

/** The text of `Buffer.from('…')` and of `new TextEncoder().encode('…')`. */
function encoded(value: Node | null | undefined): Node | null | undefined {
  if (value?.type !== 'CallExpression' || !/^(from|encode)$/.test(memberName(value.callee) ?? '')) return value;
  const object = value.callee.type === 'MemberExpression' ? value.callee.object : null;
  const isBuffer = object?.type === 'Identifier' && object.name === 'Buffer';
  return isBuffer || memberName(value.callee) === 'encode' ? (value.arguments[0] ?? value) : value;
}

const takenBy = (module: Module, taken: Taken[]): Found[] =>
  taken
    .filter(({ node, variable }) => isPublic(module, node) && (signs(variable) || isSecretOf(variable, node)))
    .map(({ node, package: name, variable }) => ({
      node,
      title: `The secret of ${name}`,
      variable: variableOf(module, node, variable),
    }));

/** What only other services ask for may be there to be filled in. */
function isSecretOf(variable: string, node: Node): boolean {
  const text = literalText(node);
  return text !== null && isSecretValue(variable, text);
}

/** Beside a name: `{ user, pass }`, also a word that everybody tries where a server stands beside, too. */
function isPasswordOf({ scopes: { parents } }: Module, name: string, value: Node, text: string): boolean {
  if (!/^(passw(or)?d|pass|pwd)$/i.test(name)) return false;
  const holder = parents.get(value);
  const settings = holder && parents.get(holder);
  const has = (key: RegExp): boolean =>
    settings?.type === 'ObjectExpression' && settings.properties.some((each) => key.test(keyName(each) ?? ''));
  if (!has(/^(user(name)?|login)$/i)) return false;
  const isWord = isCommonPassword(text) || isMadeUp(text);
  return isSecretValue(name, text) || (isWord && has(/^(host|server|dialect|database)$/i));
}

/** `app.keys = ['…']`, with which cookies are signed. */
function signing(module: Module, resolver: Resolver, node: Node, value: Node, keys?: SigningKeys): Found[] {
  if (!keys || node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return [];
  if (memberName(node.left) !== keys.property || value.type !== 'ArrayExpression') return [];
  if (!keys.modules.includes(makerOf(resolver, module, node.left.object) ?? '')) return [];
  return value.elements
    .filter((element): element is Extract<typeof element, Node> => isNode(element) && isPublic(module, element as Node))
    .map((element) => ({ node: element as Node, title: `app.${keys.property}`, variable: 'COOKIE_SECRET' }));
}

/** What tells by its form that it is a secret: the token of a service, an address with a password. */
function byForm(module: Module, node: Of<'StringLiteral' | 'TemplateLiteral'>): Found[] {
  const text = node.type === 'StringLiteral' ? node.value : (node.quasis[0]?.value.cooked ?? '');
  const whole = literalText(node) !== null;
  const token = whole ? knownToken(text) : null;
  if (token && !isForBrowsers(module, node))
    return [{ node, title: token.title, variable: variableOf(module, node, token.variable) }];
  const scheme = credentialsIn(text);
  if (scheme === null || isText(module, node, text)) return [];
  return [{ node, title: 'The password of an address', variable: addressVariable(module, node, scheme) }];
}

/** An address in the middle of a text for people: an example. */
const isText = (module: Module, node: Node, text: string): boolean =>
  /\s/.test(text) || isDescribed(module, node) || /@(example\.|host\b|hostname|<)/i.test(text);

/** The settings of a web client of Firebase are there for everybody. */
function isForBrowsers({ scopes: { parents } }: Module, node: Node): boolean {
  const holder = parents.get(node);
  const settings = holder && parents.get(holder);
  return propertyOf(settings, 'authDomain') !== null;
}

/** Inside an object that describes fields, or names texts for them; or inside what is thrown, which says what is wrong. */
function isDescribed({ scopes: { parents } }: Module, value: Node): boolean {
  const holder = parents.get(value);
  const owner = holder?.type === 'AssignmentExpression' ? ownerOf(holder.left) : null;
  if (owner !== null && OTHER_KEYS.test(owner)) return true;
  for (let node = holder && parents.get(holder); node; node = parents.get(node)) {
    const name = nameOf(node);
    if ((name !== null && OTHER_KEYS.test(name)) || node.type === 'ThrowStatement') return true;
  }
  return false;
}

/** `errors` of `errors.password = …` */
function ownerOf(left: Node): string | null {
  if (left.type !== 'MemberExpression') return null;
  return left.object.type === 'Identifier' ? left.object.name : memberName(left.object);
}

function nameOf(node: Node): string | null {
  if (node.type === 'ObjectProperty') return keyName(node);
  if (node.type === 'AssignmentExpression') return memberName(node.left);
  return node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node.id.name : null;
}

function kindOf(module: Module, node: Node): HardCoded['kind'] {
  const [own = '', ...outer] = namesAround(module, node);
  if (/passw/i.test(own) && isOfUser(module, node, outer[0] ?? '')) return 'user';
  return isForDevelopment(module.path) || outer.some((name) => DEVELOPMENT_KEYS.test(name)) ? 'development' : 'secret';
}

/** The password of a user that stands beside a name, or in sample data. */
function isOfUser(module: Module, node: Node, owner: string): boolean {
  const holder = module.scopes.parents.get(node);
  const record = holder?.type === 'ObjectProperty' ? module.scopes.parents.get(holder) : null;
  const has = (...names: string[]): boolean => names.some((name) => propertyOf(record, name) !== null);
  if (has('host', 'port', 'database', 'dialect', 'server', 'secret')) return false;
  return (
    has('email', 'role', 'roles', 'isAdmin', 'firstName', 'name', 'fullName') ||
    SAMPLE_FILES.test(module.path) ||
    /user|account|member|admin/i.test(owner)
  );
}

/**
 * Whether what the environment holds can stand in its place: a value by itself, and not one of several of which the
 * file takes one.
 */
function isReplaceable(module: Module, secret: Found & Pick<HardCoded, 'kind'>, all: readonly Found[]): boolean {
  const { node, variable } = secret;
  if (secret.kind === 'user' || module.scopes.lookup('process', node)) return false;
  const holder = module.scopes.parents.get(node);
  // `process.env.SECRET = 'x'` would become what it is already.
  if (holder?.type === 'AssignmentExpression' && environmentName(module, holder.left) !== null) return false;
  const text = literalText(node);
  if (text === null && node.type !== 'MemberExpression') return false;
  // `'postgres://app:secret@' + host`
  if (text !== null && /:\/\/[^/]*@$/.test(text)) return false;
  return all.every((other) => other.variable !== variable || literalText(other.node) === text);
}
