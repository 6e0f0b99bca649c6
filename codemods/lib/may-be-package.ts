import type { File, Node } from '@babel/types';
import { patternNames } from './pattern';
import { flatOf, memberName } from './walk';

const LOADS = /\b(?:require|import|promisify(?:All)?)\b|^\{/;
const WORDS = /[\w$]+/g;
/** Names that are none of a variable: what follows them is looked at more closely. */
const ALWAYS = ['require', 'exports', 'module', 'import'];
const ROUNDS = 3;
/** How much of a value is looked at: what it begins with tells. */
const BEGINNING = 200;

/** Names, and how what they are given begins. */
interface Given {
  to: readonly string[];
  from: string;
}

/**
 * The names of a file that may stand for a package, or for something made with one: those that are imported, required,
 * or assigned something that begins with one of these. A quick look, so that most calls need none at scopes.
 */
export function namesOfPackages(ast: File, text: string): ReadonlySet<string> {
  const names = new Set<string>(ALWAYS);
  const rest: { to: readonly string[]; from: readonly string[] }[] = [];
  for (const node of flatOf(ast.program).nodes) {
    if (node.type === 'ImportDeclaration') for (const { local } of node.specifiers) names.add(local.name);
    if (node.type === 'TSImportEqualsDeclaration') names.add(node.id.name);
    const given = givenBy(node, text);
    if (!given) continue;
    if (LOADS.test(given.from)) for (const name of given.to) names.add(name);
    else rest.push({ to: given.to, from: given.from.match(WORDS) ?? [] });
  }
  for (let round = 0, size = -1; round < ROUNDS && names.size !== size; round += 1) {
    size = names.size;
    for (const { to, from } of rest) if (from.some((word) => names.has(word))) for (const name of to) names.add(name);
  }
  return names;
}

/** `name = …`, `{ a, b: c } = …`, `this.name = …`, `name = …` of a class */
function givenBy(node: Node, text: string): Given | null {
  const given = (to: readonly string[], value: Node): Given => ({
    to,
    from: text.slice(value.start!, Math.min(value.end!, value.start! + BEGINNING)),
  });
  const namesIn = (pattern: Node): string[] => patternNames(pattern).map(({ name }) => name);
  switch (node.type) {
    case 'VariableDeclarator':
      return node.init ? given(namesIn(node.id), node.init) : null;
    case 'AssignmentPattern':
      return given(namesIn(node.left), node.right);
    case 'AssignmentExpression': {
      const member = memberName(node.left);
      return given(member === null ? namesIn(node.left) : [member], node.right);
    }
    case 'ClassProperty':
      return node.value && node.key.type === 'Identifier' ? given([node.key.name], node.value) : null;
    default:
      return null;
  }
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
