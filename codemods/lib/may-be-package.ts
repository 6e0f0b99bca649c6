import type { File, Node } from '@babel/types';
import { patternNames } from './pattern';
import { kindsAmong } from './visitor-keys';
import { type Flat, flatOf, memberName } from './walk';

/** Names that are none of a variable: what follows them is looked at more closely. */
const ALWAYS = ['require', 'exports', 'module', 'import'];
const LOADS = /^(require|promisify(All)?)$/;
const ROUNDS = 3;
/** How many nodes of a value are looked at: what it begins with tells. */
const BEGINNING = 24;

const GIVES = kindsAmong([
  ...['ImportDeclaration', 'TSImportEqualsDeclaration'],
  ...['VariableDeclarator', 'AssignmentPattern', 'AssignmentExpression', 'ClassProperty'],
]);

/** Names, and the names that what they are given begins with; null where it loads something, or is an object. */
interface Given {
  to: readonly string[];
  from: readonly string[] | null;
}

/**
 * The names of a file that may stand for a package, or for something made with one: those that are imported, required,
 * or assigned something that begins with one of these. A quick look, so that most calls need none at scopes.
 */
export function namesOfPackages(ast: File): ReadonlySet<string> {
  const names = new Set<string>(ALWAYS);
  const rest: Given[] = [];
  const flat = flatOf(ast.program);
  for (let index = 0; index < flat.nodes.length; index += 1) {
    if (GIVES[flat.kinds[index]!] === 0) continue;
    const node = flat.nodes[index]!;
    if (node.type === 'ImportDeclaration') for (const { local } of node.specifiers) names.add(local.name);
    else if (node.type === 'TSImportEqualsDeclaration') names.add(node.id.name);
    const given = givenAt(flat, index);
    if (!given) continue;
    if (given.from === null) for (const name of given.to) names.add(name);
    else if (given.from.length > 0) rest.push(given);
  }
  for (let round = 0, size = -1; round < ROUNDS && names.size !== size; round += 1) {
    size = names.size;
    for (const { to, from } of rest) if (from!.some((word) => names.has(word))) for (const name of to) names.add(name);
  }
  return names;
}

/** `name = …`, `{ a, b: c } = …`, `this.name = …`, `name = …` of a class */
function givenAt(flat: Flat, index: number): Given | null {
  const node = flat.nodes[index]!;
  switch (node.type) {
    case 'VariableDeclarator':
      return node.init ? { to: namesIn(node.id), from: beginning(flat, node.init, index) } : null;
    case 'AssignmentPattern':
      return { to: namesIn(node.left), from: beginning(flat, node.right, index) };
    case 'AssignmentExpression': {
      const member = memberName(node.left);
      return { to: member === null ? namesIn(node.left) : [member], from: beginning(flat, node.right, index) };
    }
    case 'ClassProperty':
      return node.value && node.key.type === 'Identifier'
        ? { to: [node.key.name], from: beginning(flat, node.value, index) }
        : null;
    default:
      return null;
  }
}

const namesIn = (pattern: Node): string[] => patternNames(pattern).map(({ name }) => name);

function beginning({ nodes, ends }: Flat, value: Node, after: number): string[] | null {
  if (value.type === 'ObjectExpression') return null;
  const names: string[] = [];
  const start = nodes.indexOf(value, after);
  const end = Math.min(ends[start]!, start + BEGINNING);
  for (let index = start; index < end; index += 1) {
    const node = nodes[index]!;
    if (node.type === 'Import' || (node.type === 'Identifier' && LOADS.test(node.name))) return null;
    if (node.type === 'Identifier') names.push(node.name);
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
