import { isSlowHash, SLOW_WORDS } from '../../../codemods/lib/passwords/slow';
import { isPasswordName } from '../../../codemods/lib/passwords/names';
import type { Module, Resolver } from '../../../codemods/lib/resolve';
import { isFunction, keyName, lastName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { Node } from '@babel/types';
import { oncePerProject } from '../once';
import { scanned } from '../scanned';

/** Whether the package makes a slow hash somewhere, which one file alone does not tell. */
export const hashesSlowly = oncePerProject((project) =>
  scanned(project, SLOW_WORDS).some(({ module }) => hasSlowHash(module, project.resolver)),
);

/** Whether a hook, setter or plugin of a model hashes the password that is put into it. */
export const hashesInModels = oncePerProject((project) =>
  scanned(project, mayHook).some(({ module }) => hasHook(module)),
);

function hasSlowHash(module: Module, resolver: Resolver): boolean {
  let found = false;
  walk(module.ast.program, (node, ancestors) => {
    if (found || /^(Import|TSType|TSInterface)/.test(node.type)) return false;
    const isName = /^(Identifier|MemberExpression|StringLiteral)$/.test(node.type);
    // What is only required is not used yet.
    const required = ancestors.at(-1)?.type === 'VariableDeclarator';
    if (isName && !required && isSlowHash(module, resolver, node)) found = true;
    return !found;
  });
  return found;
}

/** Whether a hook may hash a password somewhere in a text: few files are parsed for it. */
function mayHook(text: string): boolean {
  return (
    /pass|pwd|psw|senha/i.test(text) &&
    /hash|crypt|digest|argon|md5|sha\d|pbkdf2/i.test(text) &&
    (HOOK_WORDS.test(text) || SETS.test(text))
  );
}

/** Calls, keys, decorators and setters that `isHook` may take for one: `hooks.fire(…)` and `map.set(key, value)` are none. */
const HOOK_WORDS =
  /\.pre\(|before(Create|Save|Update|Insert|Validate|Change|Upsert|Bulk|Sync)|Before(Create|Save|Update|Insert|Upsert)|\.virtual\(|\$use\(|\$extends\(|\b(hooks|addHook)\b['"]?\]?\s*[:(]|afterValidate|preSave|(?<!\.)\bset\b['"]?\s*[:(]|\bset\s+\w+\s*\([^()]*\)\s*\{/;
/** What a setter is given: a function, or something hashed at once. */
const SETS =
  /\.set\((\s*(async\s*)?(function\b|\([^()]*\)\s*=>|\w+\s*=>)|[^;]{0,400}?(pass|pwd|psw|senha|hash|crypt|digest|argon|md5|sha\d|pbkdf2))/i;
const HOOK_NAMES =
  /^(\$?before(Create|Save|Update|Insert|Validate|Change|Upsert|BulkCreate|BulkUpdate|Sync)?|pre|preSave|set|hooks|addHook|\$use|\$extends|afterValidate|virtual)$/i;

/** Whether a password is given another value where a model takes it in. */
function hasHook(module: Module): boolean {
  let found = false;
  walk(module.ast.program, (node, ancestors) => {
    if (found) return false;
    if (isHashing(module, node) && ancestors.some((each, at) => isHook(each, ancestors[at + 1]))) found = true;
    return !found;
  });
  return found;
}

/** `this.password = await hash(…)`, `user.setDataValue('password', hash(…))` */
function isHashing(module: Module, node: Node): boolean {
  const hashes = (value: Node): boolean =>
    /hash|crypt|digest|argon|md5|sha\d|pbkdf2|Password\(/i.test(module.text.slice(value.start!, value.end!)) &&
    value.type !== 'StringLiteral';
  if (node.type === 'AssignmentExpression')
    return isPasswordName(memberName(node.left) ?? '') || /hash/i.test(memberName(node.left) ?? '')
      ? hashes(node.right)
      : false;
  if (node.type === 'ReturnStatement') return node.argument ? hashes(node.argument) : false;
  if (node.type !== 'CallExpression') return false;
  const names = /^(setDataValue|set|hash|hashSync|hashPassword|encryptPassword)$/.test(lastName(node.callee) ?? '');
  return names && (hashes(node) || isPasswordName(literalText(node.arguments[0]) ?? ''));
}

/** A call, decorator, property or method that is one of a model: `schema.pre('save', …)`, `@BeforeInsert()`, `set password()`. */
function isHook(node: Node, child: Node | undefined): boolean {
  if (node.type === 'CallExpression') {
    const name = memberName(node.callee) ?? '';
    return node.callee !== child && HOOK_NAMES.test(name);
  }
  if (node.type === 'ObjectProperty' || isFunction(node)) {
    const decorators = 'decorators' in node ? ((node.decorators ?? []) as { expression: Node }[]) : [];
    const decorated = decorators.some(({ expression }) => {
      const callee = expression.type === 'CallExpression' ? expression.callee : expression;
      return callee.type === 'Identifier' && HOOK_NAMES.test(callee.name);
    });
    const setter = (node.type === 'ClassMethod' || node.type === 'ObjectMethod') && node.kind === 'set';
    return decorated || setter || HOOK_NAMES.test(('key' in node && keyName(node)) || '');
  }
  return false;
}
