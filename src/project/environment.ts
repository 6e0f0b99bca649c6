import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import { positionOf } from '../../codemods/lib/text';
import { keyName, literalText, memberName, walk } from '../../codemods/lib/walk';
import type { EnvironmentVariable } from '../types';
import { isConditional, withCasts } from './references';

/** Set by the platform or by convention: never the user's to declare. */
const PLATFORM =
  /^(NODE_\w+|PATH|HOME|PWD|CI|TZ|DEBUG|HOSTNAME|npm_\w+|SHELL|TERM|TMPDIR|XDG_\w+|(LOCAL)?APPDATA|USERPROFILE|SystemRoot|windir|ComSpec|Program(Files(\(x86\))?|Data)|NVM_\w+)$/i;
export const SECRET_NAME =
  /SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|TOKEN|CREDENTIAL|SIGNING_?KEY|ENCRYPTION_?KEY|CRYPTO_?KEY|HMAC_?KEY|(COOKIE|SESSION|JWT)_?KEY/i;
const NOT_SECRET =
  /PUBLIC|EXPIR|_TTL|LIFE|_NAME$|_ISSUER|_AUDIENCE|_ALG|_LENGTH|_ROUNDS|_HEADER|_URL$|_URI$|_ENDPOINT$|_PATH$|_FILE$|_DIR$|_TYPE$|_ENABLED$|_(MIN|MAX|DAYS|HOURS|MINUTES|COUNT|SIZE)\b|^(\w+_)?(CORS|ALLOW)_CREDENTIALS$|^CREDENTIALS$|APPLICATION_CREDENTIALS$/i;

/** What signs sessions and tokens: used with the first login, wherever it is read. Keys of other services may never be. */
const SIGNING =
  /^(\w+_)?(JWT|SESSION|COOKIE|TOKEN|SIGNING|ENCRYPTION|CSRF|AUTH|REFRESH|ACCESS_TOKEN)(_\w+)?_?(SECRET|KEY)(_\w+)?$|^(APP_)?SECRET(_KEY)?$/i;

/** With which somebody comes in who has an account elsewhere: without it that way is closed, and the app runs. */
const OF_PROVIDER = /\w_CLIENT_SECRET$/i;

export interface Read {
  name: string;
  module: Module;
  node: Node;
  fallback: 'literal' | 'other' | null;
  /** The code asks whether it is there. */
  tested: boolean;
  /** Reached on some paths only. */
  conditional: boolean;
  /** One of several that are taken out of `process.env` together: some of them may be alternatives. */
  listed: boolean;
  /** Starting ends without it: it is dereferenced, or its absence throws. */
  breaks: boolean;
  /** Loading its file reads it. */
  starts: boolean;
}

/** The variables that the reachable code reads from `process.env`, or as `others` tells, sorted by name. */
export function findEnvironment(
  modules: readonly Module[],
  always: ReadonlySet<string>,
  skip: (path: string) => boolean,
  others: (module: Module) => Read[] = () => [],
): EnvironmentVariable[] {
  const byName = new Map<string, Read[]>();
  for (const module of modules) {
    if (skip(module.path)) continue;
    for (const read of [...(module.text.includes('process') ? readsIn(module) : []), ...others(module)])
      if (!PLATFORM.test(read.name)) byName.set(read.name, [...(byName.get(read.name) ?? []), read]);
  }
  return [...byName].map(([name, reads]) => toVariable(name, reads, always)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The variables that a check of ours demands already: what it asked for once it goes on asking for. */
export const demandedBy = ({ text }: Module): string[] =>
  text.includes('The environment is not complete')
    ? [...text.matchAll(/^\s*['"]?(\w+)['"]?: (?:z\.string\(\)|secret),?\r?$/gm)].map(([, name]) => name!)
    : [];

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !NOT_SECRET.test(name);

/** Required: starting or signing fails without it already, so failing at once with its name is kinder. */
function toVariable(name: string, reads: Read[], always: ReadonlySet<string>): EnvironmentVariable {
  const secret = isSecretName(name);
  const atStart = ({ module, starts, listed }: Read): boolean => !listed && always.has(module.path) && starts;
  const needed =
    secret &&
    !OF_PROVIDER.test(name) &&
    reads.some(
      (read) => read.fallback === null && !read.conditional && !read.tested && (atStart(read) || SIGNING.test(name)),
    );
  const handled = reads.some((read) => read.fallback !== null || (read.tested && !read.breaks));
  return {
    name,
    reads: reads.map(({ module, node }) => ({ file: module.path, line: positionOf(module.text, node.start!).line })),
    required: !handled && (needed || reads.some((read) => read.breaks && always.has(read.module.path))),
    secret,
    fallback: reads.some((read) => read.fallback === 'literal'),
  };
}

function readsIn(module: Module): Read[] {
  const reads: Read[] = [];
  walk(module.ast.program, (node, ancestors) => {
    const name = environmentName(module, node);
    const written =
      ancestors.at(-1)?.type === 'AssignmentExpression' && (ancestors.at(-1) as { left?: Node }).left === node;
    if (name !== null && !written) reads.push(toRead(name, module, node));
    if (
      node.type === 'VariableDeclarator' &&
      node.init &&
      isProcessEnv(module, node.init) &&
      node.id.type === 'ObjectPattern'
    )
      for (const property of node.id.properties) {
        const key = keyName(property);
        const hasDefault = property.type === 'ObjectProperty' && property.value.type === 'AssignmentPattern';
        const plain = { tested: false, conditional: false, listed: true, breaks: false, starts: false };
        const fallback = hasDefault ? 'literal' : null;
        if (key !== null) reads.push({ name: key, module, node: property, fallback, ...plain });
      }
  });
  return reads;
}

/** The variable that `process.env.NAME` reads. */
function environmentName(module: Module, node: Node): string | null {
  const isMember = node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
  return isMember && isProcessEnv(module, node.object) ? memberName(node) : null;
}

/** `process.env`, or a name for it: `const { env } = process`, `import { env } from 'node:process'`. */
function isProcessEnv(module: Module, node: Node): boolean {
  if (memberName(node) === 'env' && 'object' in node) return isProcess(node.object as Node);
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  if (binding?.kind === 'import') return binding.imported === 'env' && /^(node:)?process$/.test(binding.source ?? '');
  if (binding?.kind !== 'variable' || !binding.init || binding.assignments.length > 0) return false;
  if (binding.path.length === 0) return memberName(binding.init) === 'env' && isProcessEnv(module, binding.init);
  return binding.path.join() === 'env' && isProcess(binding.init);
}

const isProcess = (node: Node): boolean => node.type === 'Identifier' && node.name === 'process';

/** What is known of a read without saying whose it is. */
export function toRead(name: string, module: Module, inner: Node): Read {
  const node = withCasts(module, inner);
  const parent = module.scopes.parents.get(node);
  const defaulted = parent?.type === 'LogicalExpression' && parent.left === node && parent.operator !== '&&';
  const fallback = !defaulted ? null : literalText(parent.right) !== null ? 'literal' : 'other';
  const around = module.scopes.functionAround(node);
  const conditional = isConditional(module, module.ast.program, node) || isInTry(module, node);
  const atStart = around.type === 'Program';
  const uses = [node, ...usesOfName(module, node)];
  const tested = uses.some((use) => isTested(module, use));
  const dereferenced = parent?.type === 'MemberExpression' && parent.object === node && !conditional;
  const endsStart = (use: Node): boolean =>
    module.scopes.functionAround(use).type === 'Program' && throwsWithout(module, use);
  const breaks = atStart && ((dereferenced && !tested) || uses.some(endsStart));
  return { name, module, node: inner, fallback, tested, conditional, listed: false, breaks, starts: atStart };
}

/** What becomes of `const secret = process.env.SECRET` under its name. */
function usesOfName({ scopes }: Module, node: Node): Node[] {
  const declarator = scopes.parents.get(node);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [];
  const binding = scopes.lookup(declarator.id.name, declarator.id);
  return binding?.kind === 'variable' && binding.assignments.length === 0 ? scopes.usesOf(binding) : [];
}

export function isInTry(module: Module, node: Node): boolean {
  for (let current = module.scopes.parents.get(node); current; current = module.scopes.parents.get(current))
    if (current.type === 'TryStatement') return true;
  return false;
}

/** Part of a condition: `if (!process.env.X)`, `process.env.X === 'true'`, `process.env.X ? a : b`, `process.env.X?.y`. */
function isTested(module: Module, node: Node): boolean {
  const { parents } = module.scopes;
  for (let child = node, parent = parents.get(node); parent; child = parent, parent = parents.get(parent)) {
    if ('test' in parent) return parent.test === child;
    if (parent.type === 'UnaryExpression' || parent.type === 'OptionalMemberExpression') return true;
    // Nothing is no empty text.
    if (parent.type === 'BinaryExpression' && /^[!=<>]/.test(parent.operator))
      return literalText(parent.left === child ? parent.right : parent.left) !== '';
    if (parent.type === 'LogicalExpression' && parent.left === child && parent.operator === '&&') return true;
    if (/Statement$|Declaration$|Function/.test(parent.type)) return false;
  }
  return false;
}

/** `if (!process.env.X || …) throw new Error(…)`, or the end of the process. */
function throwsWithout(module: Module, node: Node): boolean {
  const { parents } = module.scopes;
  let condition = parents.get(node);
  if (condition?.type !== 'UnaryExpression' || condition.operator !== '!') return false;
  while (parents.get(condition!)?.type === 'LogicalExpression') {
    condition = parents.get(condition!);
    if (condition?.type === 'LogicalExpression' && condition.operator !== '||') return false;
  }
  const statement = parents.get(condition!);
  if (statement?.type !== 'IfStatement' || statement.test !== condition) return false;
  let ends = false;
  walk(statement.consequent, (inner) => {
    if (inner.type === 'ThrowStatement') ends = true;
    if (inner.type === 'CallExpression' && memberName(inner.callee) === 'exit') ends = true;
    return !ends;
  });
  return ends;
}
