import type { Node } from '@babel/types';
import type { Module } from '../../codemods/lib/resolve';
import { positionOf } from '../../codemods/lib/text';
import { keyName, literalText, memberName, walk } from '../../codemods/lib/walk';
import type { EnvironmentVariable } from '../types';

/** Set by the platform or by convention: never the user's to declare. */
const PLATFORM = /^(NODE_\w+|PATH|HOME|PWD|CI|TZ|DEBUG|HOSTNAME|npm_\w+)$/;
export const SECRET_NAME =
  /SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|TOKEN|CREDENTIAL|SIGNING_?KEY|ENCRYPTION_?KEY|COOKIE_KEY/i;
const NOT_SECRET = /PUBLIC|EXPIR|_TTL|_NAME$|_ISSUER|_AUDIENCE|_ALG|_LENGTH|_ROUNDS|_HEADER|_URL$/i;

interface Read {
  name: string;
  module: Module;
  node: Node;
  fallback: 'literal' | 'other' | null;
  conditional: boolean;
  dereferenced: boolean;
}

/** The variables that the reachable code reads from `process.env`, sorted by name. */
export function findEnvironment(modules: readonly Module[], skip: (path: string) => boolean): EnvironmentVariable[] {
  const byName = new Map<string, Read[]>();
  for (const module of modules) {
    if (skip(module.path) || !module.text.includes('process.env')) continue;
    for (const read of readsIn(module))
      if (!PLATFORM.test(read.name)) byName.set(read.name, [...(byName.get(read.name) ?? []), read]);
  }
  return [...byName].map(([name, reads]) => toVariable(name, reads)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !NOT_SECRET.test(name);

/** Required: starting or signing fails without it already, so failing at once with its name is kinder. */
function toVariable(name: string, reads: Read[]): EnvironmentVariable {
  const secret = isSecretName(name);
  const unconditional = reads.some((read) => read.fallback === null && !read.conditional);
  const guarded = reads.some((read) => read.fallback !== null || read.conditional);
  const breaks = reads.some(
    (read) => read.dereferenced && read.fallback === null && !read.conditional && atStart(read),
  );
  return {
    name,
    reads: reads.map(({ module, node }) => ({ file: module.path, line: positionOf(module.text, node.start!).line })),
    required: !guarded && (breaks || (secret && unconditional)),
    secret,
    fallback: reads.some((read) => read.fallback === 'literal'),
  };
}

const atStart = ({ module, node }: Read): boolean => module.scopes.functionAround(node).type === 'Program';

function readsIn(module: Module): Read[] {
  const reads: Read[] = [];
  walk(module.ast.program, (node, ancestors) => {
    const name = environmentName(node);
    if (name !== null) reads.push(toRead(name, module, node, ancestors));
    if (node.type === 'VariableDeclarator' && node.init && isProcessEnv(node.init) && node.id.type === 'ObjectPattern')
      for (const property of node.id.properties) {
        const key = keyName(property);
        const hasDefault = property.type === 'ObjectProperty' && property.value.type === 'AssignmentPattern';
        if (key !== null)
          reads.push({
            name: key,
            module,
            node: property,
            fallback: hasDefault ? 'literal' : null,
            conditional: false,
            dereferenced: false,
          });
      }
  });
  return reads;
}

/** The variable that `process.env.NAME` reads. */
export function environmentName(node: Node): string | null {
  return node.type === 'MemberExpression' && isProcessEnv(node.object) ? memberName(node) : null;
}

const isProcessEnv = (node: Node): boolean =>
  node.type === 'MemberExpression' &&
  memberName(node) === 'env' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'process';

function toRead(name: string, module: Module, node: Node, ancestors: readonly Node[]): Read {
  const parent = ancestors.at(-1);
  const defaulted = parent?.type === 'LogicalExpression' && parent.left === node && parent.operator !== '&&';
  const fallback = !defaulted ? null : literalText(parent.right) !== null ? 'literal' : 'other';
  const written = parent?.type === 'AssignmentExpression' && parent.left === node;
  const dereferenced = parent?.type === 'MemberExpression' && parent.object === node;
  return { name, module, node, fallback, conditional: written || isConditional(node, ancestors), dereferenced };
}

/** Read in a test, or only on some paths. */
function isConditional(node: Node, ancestors: readonly Node[]): boolean {
  const path = [...ancestors, node];
  return path.some((current, index) => {
    const child = path[index + 1];
    if (
      current.type === 'UnaryExpression' ||
      current.type === 'IfStatement' ||
      current.type === 'ConditionalExpression'
    )
      return child !== undefined;
    if (current.type === 'LogicalExpression') return child !== undefined;
    if (current.type === 'BinaryExpression') return child !== undefined && /^[!=<>]/.test(current.operator);
    return (
      current.type === 'SwitchStatement' ||
      current.type === 'TryStatement' ||
      current.type === 'OptionalMemberExpression'
    );
  });
}
