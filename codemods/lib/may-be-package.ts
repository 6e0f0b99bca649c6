import type { Node } from '@babel/types';

const IMPORTED = /\bimport\s+([\w$*{},\s]+?)\s+from\b/g;
/** `name = …`, `{ a, b: c } = …`, with types, and what stands behind it on the line. */
const ASSIGNED = /([\w$]+|\{[^{}=;]*\})\s*(?::[^=;\n]{0,80})?=(?!=|>)\s*([^;\n]{0,200})/g;
const LOADS = /\b(?:require|import|promisify(?:All)?)\b|^\{/;
const WORDS = /[\w$]+/g;
/** Names that are none of a variable: what follows them is looked at more closely. */
const ALWAYS = ['require', 'exports', 'module', 'import'];
const ROUNDS = 3;

const words = (text: string): string[] => text.match(WORDS) ?? [];

/**
 * The names of a file that may stand for a package, or for something made with one: those that are imported, required,
 * or assigned something that begins with one of these. Read off the text, so that most calls need no look at scopes.
 */
export function namesOfPackages(text: string): ReadonlySet<string> {
  const names = new Set<string>(ALWAYS);
  for (const [, specifiers] of text.matchAll(IMPORTED)) for (const word of words(specifiers!)) names.add(word);
  const rest: { to: string; from: string[] }[] = [];
  for (const [, to, from] of text.matchAll(ASSIGNED)) {
    if (LOADS.test(from!)) for (const word of words(to!)) names.add(word);
    else rest.push({ to: to!, from: words(from!) });
  }
  for (let round = 0, size = -1; round < ROUNDS && names.size !== size; round += 1) {
    size = names.size;
    for (const { to, from } of rest)
      if (from.some((word) => names.has(word))) for (const word of words(to)) names.add(word);
  }
  return names;
}

/** The name that a chain of members and calls begins with; null where it begins with something else: `this`, `(a || b)`. */
export function rootName(expression: Node): string | null {
  let node = expression;
  for (;;) {
    if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') node = node.object;
    else if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') node = node.callee as Node;
    else return node.type === 'Identifier' ? node.name : null;
  }
}
