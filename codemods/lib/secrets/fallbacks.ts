import type { Node } from '@babel/types';
import { inDevelopment } from '../development';
import type { Module } from '../resolve';
import { keyName, lastName, literalText, memberName, propertyOf, unwrap, walk } from '../walk';
import { credentialsIn, isCommonPassword, isSecretName, isSecretValue, mayHoldCredentials, signs } from './names';
import { knownToken, mayHoldToken } from './tokens';

/** A secret that is used where a variable of the environment is not set. */
export interface Fallback {
  /** What is reported. */
  node: Node;
  literal: Node;
  /** The variable, or what the value is called where it is not known to come from one. */
  name: string;
  /** How the variable is read; `other` where nothing can be taken away without more. */
  form: 'expression' | 'pattern' | 'service' | 'other';
  /** Of an expression and a pattern, what stays. */
  kept: Node | null;
}

const ENVIRONMENT_NAME =
  /SECRET|PASSW(OR)?D|PASSPHRASE|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|TOKEN(_KEY)?$|_KEY$|^(JWT|KEY|PASS)$|_PASS$/i;
const NO_SECRET =
  /PUBLIC|PUBLISHABLE|EXPIR|_TTL|_LIFE|_NAME$|_ALG|_LENGTH|_ROUNDS|_HEADER|_URL$|_URI$|_PATH$|_FILE$|_TYPE$|ENABLED|_(MIN|MAX|DAYS)|_ID$|RESET|SORT_KEY|_PREFIX/i;
const ENVIRONMENT_STYLE = /^[A-Z][A-Z0-9_]+$/;

const NAME = String.raw`(?:secret|pass|key|token|jwt)[\w$]*(?<=([\w$]+))['"\`]?\]?[\s)!]*`;
const TEXT = String.raw`(['"\`])(?!\2)`;
/** `env.SECRET || 'x'`, with the name. */
const OR_ELSE = new RegExp(String.raw`${NAME}(?:as\s+[\w.]+[\s)]*)?(?:\|\||\?\?)\s*\(*${TEXT}`, 'gi');
/** `env.SECRET ? env.SECRET : 'x'` */
const IF_NOT = new RegExp(String.raw`\?[^;?]{0,200}?${NAME}:\s*${TEXT}`, 'gi');
/** `const { SECRET = 'x' } = process.env` */
const BY_DEFAULT = new RegExp(String.raw`${NAME}(?:['"]?\s*:\s*[\w$]+\s*)?=\s*${TEXT}`, 'gi');
/** `config.get('SECRET', 'x')` */
const SERVED = /\bget(?:OrThrow)?\s*(?:<[^()]*>)?\(\s*['"`][A-Z][A-Z0-9_]+['"`]\s*,\s*['"`]/;
/** What describes variables: `JWT_SECRET: str({ default: 'x' })`, `{ env: 'JWT_SECRET', default: 'x' }` */
const DESCRIBES = /\bdefault['"]?\s*[:(]\s*['"`]|\.\s*catch\(\s*['"`]/;
const DESCRIBED = /SECRET|PASS|KEY|TOKEN|JWT|\benv['"]?\s*:\s*['"`]/;

/** Whether such a text has a name of a secret, of the code or of a variable of the environment. */
function hasNamed(text: string, pattern: RegExp): boolean {
  const hasVariables = /\benv\b/.test(text);
  return [...text.matchAll(pattern)].some(
    ([, name = '']) => isSecretName(name) || (hasVariables && ENVIRONMENT_NAME.test(name) && !NO_SECRET.test(name)),
  );
}

/** Whether a file may have one, by its text alone: false where `fallbacksIn` finds none. */
export const mayFallBack = (text: string): boolean =>
  hasNamed(text, OR_ELSE) ||
  hasNamed(text, IF_NOT) ||
  (/\benv\b/.test(text) && hasNamed(text, BY_DEFAULT)) ||
  SERVED.test(text) ||
  (DESCRIBES.test(text) && DESCRIBED.test(text)) ||
  mayHoldCredentials(text) ||
  mayHoldToken(text);

/** The secrets of a file that stand in for variables of the environment. */
export function fallbacksIn(module: Module): Fallback[] {
  const found: Fallback[] = [];
  walk(module.ast.program, (node) => {
    for (const each of fallbacksAt(module, node))
      if (isSecretFallback(each) && !inDevelopment(module, each.literal)) found.push(each);
  });
  return found;
}

function fallbacksAt(module: Module, node: Node): Fallback[] {
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator === '&&' ? [] : readWith(module, node, node.left, node.right);
    case 'ConditionalExpression':
      return asks(module, node) ? readWith(module, node, node.consequent, node.alternate) : [];
    case 'VariableDeclarator':
      return destructured(node);
    case 'CallExpression':
      return served(module, node) ?? described(module, node);
    case 'ObjectExpression':
      return configured(node);
    default:
      return [];
  }
}

/** `process.env.SECRET || 'x'`, `config.secret ?? 'x'` */
function readWith(module: Module, node: Node, kept: Node, literal: Node): Fallback[] {
  const read = unwrap(kept);
  const asked = askedByName(read);
  if (asked !== null && literalText(literal)) return [{ node, literal, name: asked, form: 'other', kept: null }];
  const variable = environmentName(module, read);
  const name = variable ?? lastName(read);
  if (name === null || !literalText(literal)) return [];
  return [{ node, literal, name, form: variable === null ? 'other' : 'expression', kept }];
}

const ASKS = /^((get|read|load|fetch)_?)?(secret|env|config|setting|variable)\w*$|^get$/i;

/** The variable that a function is asked for: `await getSecret('JWT_SECRET')`. */
function askedByName(read: Node): string | null {
  const call = read.type === 'AwaitExpression' ? unwrap(read.argument) : read;
  if (call.type !== 'CallExpression' || !ASKS.test(lastName(call.callee) ?? '')) return null;
  const name = literalText(call.arguments[0]);
  return name !== null && ENVIRONMENT_STYLE.test(name) ? name : null;
}

/** `process.env.SECRET ? process.env.SECRET : 'x'`: a condition on anything else chooses between two values. */
function asks({ text }: Module, { test, consequent }: Extract<Node, { type: 'ConditionalExpression' }>): boolean {
  const read = text.slice(consequent.start!, consequent.end!);
  return text.slice(test.start!, test.end!).includes(read);
}

/** `const { SECRET = 'x' } = process.env` */
function destructured({ id, init }: Extract<Node, { type: 'VariableDeclarator' }>): Fallback[] {
  if (id.type !== 'ObjectPattern' || !init || memberName(unwrap(init)) !== 'env') return [];
  return id.properties.flatMap((property): Fallback[] => {
    if (property.type !== 'ObjectProperty' || property.value.type !== 'AssignmentPattern') return [];
    const { left, right } = property.value;
    const name = keyName(property);
    return name !== null && literalText(right)
      ? [{ node: property.value, literal: right, name, form: 'pattern', kept: left }]
      : [];
  });
}

/** `config.get('SECRET', 'x')`, of NestJS and others. */
function served(module: Module, node: Extract<Node, { type: 'CallExpression' }>): Fallback[] | null {
  if (!/^(get|getOrThrow)$/.test(memberName(node.callee) ?? '')) return null;
  const [first, literal] = node.arguments;
  const name = literalText(first);
  if (name === null || !literal || !ENVIRONMENT_STYLE.test(name) || !literalText(literal)) return null;
  // What else is asked like this may have no other method.
  const own = [...module.scopes.top.values()].some(
    ({ source, imported }) => source === '@nestjs/config' && imported === 'ConfigService',
  );
  return [{ node: literal, literal, name, form: own ? 'service' : 'other', kept: own ? node : null }];
}

/** `JWT_SECRET: Joi.string().default('x')`, `JWT_SECRET: str({ default: 'x' })`, `env.get('JWT_SECRET').default('x')` */
function described({ scopes }: Module, node: Extract<Node, { type: 'CallExpression' }>): Fallback[] {
  const [given] = node.arguments;
  const isDefault = /^(default|catch)$/.test(memberName(node.callee) ?? '');
  const literal = isDefault ? given : propertyOf(given, 'default');
  if (!literal || !literalText(literal)) return [];
  let holder = scopes.parents.get(node);
  while (holder?.type === 'MemberExpression' || holder?.type === 'CallExpression') holder = scopes.parents.get(holder);
  const name = askedFor(node.callee) ?? (holder?.type === 'ObjectProperty' ? keyName(holder) : null);
  return name !== null && ENVIRONMENT_STYLE.test(name)
    ? [{ node: literal, literal, name, form: 'other', kept: null }]
    : [];
}

/** The variable of `env.get('X').required().default` */
function askedFor(callee: Node): string | null {
  let current = callee;
  while (current.type === 'MemberExpression' && current.object.type === 'CallExpression') {
    const { callee: inner, arguments: given } = current.object;
    if (memberName(inner) === 'get') return literalText(given[0]);
    current = inner;
  }
  return null;
}

/** `{ env: 'JWT_SECRET', default: 'x' }`, as convict takes it. */
function configured(node: Extract<Node, { type: 'ObjectExpression' }>): Fallback[] {
  const name = literalText(propertyOf(node, 'env'));
  const literal = propertyOf(node, 'default');
  return name && literal && literalText(literal) ? [{ node: literal, literal, name, form: 'other', kept: null }] : [];
}

function isSecretFallback({ name, literal, form, kept }: Fallback): boolean {
  const text = literalText(literal)!;
  if (knownToken(text) || credentialsIn(text) !== null) return true;
  // `config.secret || 'x'`: the name is one of the code, where many things are called so.
  if (form === 'other' && kept !== null) return isSecretName(name) && isSecretValue(name, text);
  if (!ENVIRONMENT_NAME.test(name) || NO_SECRET.test(name)) return false;
  const guessed = /PASS/i.test(name) && (isCommonPassword(text) || text.length < 4);
  return signs(name) || guessed || isSecretValue(name, text);
}

/** The variable that `process.env.NAME`, or `env.NAME`, reads. */
export function environmentName(module: Module, node: Node): string | null {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  const { object } = node;
  const isEnv = memberName(object) === 'env' || (object.type === 'Identifier' && isEnvironment(module, object));
  return isEnv ? memberName(node) : null;
}

/** `env` of `import { env } from 'node:process'`, or of `const { env } = process`. */
function isEnvironment({ scopes }: Module, node: Extract<Node, { type: 'Identifier' }>): boolean {
  const binding = scopes.lookup(node.name, node);
  if (binding?.kind === 'import') return binding.imported === 'env' && /^(node:)?process$/.test(binding.source ?? '');
  if (binding?.kind !== 'variable' || !binding.init) return false;
  return binding.path.length === 0
    ? memberName(binding.init) === 'env'
    : binding.path.join() === 'env' && binding.init.type === 'Identifier' && binding.init.name === 'process';
}
