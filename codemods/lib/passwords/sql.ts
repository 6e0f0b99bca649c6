import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import type { Piece } from '../flow/pieces';
import { memberName, walk } from '../walk';
import { type Supplied, suppliedPassword } from './supplied';

/** What SQL does with a password: hashes it fast itself, compares it with a column, or puts it into a row. */
export interface SqlPassword {
  node: Node;
  kind: 'hash' | 'compare' | 'store';
  supplied: Supplied;
}

const COLUMN =
  '[`"\\[]?(?:\\w+[`"\\]]?\\.[`"\\[]?)?(?:\\w*_)?(?:password|passwd|pwd|pass|user_?pass(?:word)?|userpassword|psw)(?:_?hash)?[`"\\]]?';
const FAST = new RegExp(
  `${COLUMN}\\s*=\\s*(?:md5|sha1?|sha2|sha256|sha512|password|old_password|hashbytes)\\s*\\(`,
  'i',
);
const COMPARED = new RegExp(
  `\\b(?:where|and|or)\\b\\s*\\(?\\s*(?:binary\\s+)?${COLUMN}\\s*=\\s*(?:binary\\s+)?(['"]?)$`,
  'i',
);
const COMPARED_AT = new RegExp(
  `\\b(?:where|and|or)\\b\\s*\\(?\\s*(?:binary\\s+)?${COLUMN}\\s*=\\s*(?:\\?|\\$\\d+|[:@]\\w+)`,
  'i',
);
const SET_AT = new RegExp(`\\bset\\b(?:(?!\\bwhere\\b)[^;])*?${COLUMN}\\s*=\\s*(?:\\?|\\$\\d+|[:@]\\w+)`, 'i');
const SET = new RegExp(`\\bset\\b(?:(?!\\bwhere\\b)[^;])*?${COLUMN}\\s*=\\s*['"]?$`, 'i');
const INSERT = new RegExp(`\\binsert\\s+(?:ignore\\s+)?into\\b[^(;]*\\([^)]*${COLUMN}[\\s,)]`, 'i');
const HASHES_IN_SQL = /\b(crypt|gen_salt)\s*\(/i;
const FAST_IN_SQL = /\b(md5|sha1?|sha2|sha256|sha512|hashbytes)\s*\(/i;

/** The first text of a statement of SQL that names a password, as a whole; null where a part of a longer one is given. */
export function sqlPassword(flow: Flow, node: Node): SqlPassword | null {
  if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral' && node.type !== 'BinaryExpression') return null;
  const { parents } = flow.module.scopes;
  const parent = parents.get(node);
  if (parent?.type === 'BinaryExpression' && parent.operator === '+') return null;
  const written = flow.module.text.slice(node.start!, node.end!);
  if (!/\b(select|insert|update|delete)\b/i.test(written) || !/pass|pwd|psw/i.test(written)) return null;
  const pieces = flow.pieces(node);
  const whole = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '?')).join('');
  if (HASHES_IN_SQL.test(whole) || !/^\s*(select|insert|update|delete|with)\b/i.test(whole)) return null;
  if (FAST.test(whole) || (INSERT.test(whole) && FAST_IN_SQL.test(whole)))
    return { node, kind: 'hash', supplied: 'field' };
  const found = interpolated(flow, node, pieces) ?? parameterised(flow, node, whole);
  return found && { ...found, node: lineOf(node, written) };
}

/** Of a statement over several lines, where its password stands. */
function lineOf(node: Node, written: string): Node {
  const at = written.search(/pass|pwd|psw/i);
  return written.includes('\n') && at > 0 ? { ...node, start: node.start! + at } : node;
}

/** Values that stand in the text itself. */
function interpolated(flow: Flow, node: Node, pieces: Piece[]): SqlPassword | null {
  let before = '';
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      before += piece.text;
      continue;
    }
    const supplied = suppliedPassword(flow, piece.node);
    if (supplied !== null) {
      if (COMPARED.test(before)) return { node, kind: 'compare', supplied };
      if (SET.test(before) || INSERT.test(before)) return { node, kind: 'store', supplied };
    }
    before += '?';
  }
  return null;
}

/** Values that are given beside it, as a list or an object: which one it is does not matter where one is a password as typed. */
function parameterised(flow: Flow, node: Node, whole: string): SqlPassword | null {
  const compares = COMPARED_AT.test(whole);
  if (!compares && !SET_AT.test(whole) && !INSERT.test(whole)) return null;
  const given = givenBeside(flow, node);
  const supplied = given.map((value) => suppliedPassword(flow, value)).find((each) => each !== null) ?? null;
  return supplied === null ? null : { node, kind: compares ? 'compare' : 'store', supplied };
}

function givenBeside({ module, resolver }: Flow, node: Node): Node[] {
  const { parents } = module.scopes;
  let call = parents.get(node);
  if (call?.type === 'VariableDeclarator' && call.id.type === 'Identifier')
    call = callWith(call, call.id.name, parents);
  if (call?.type !== 'CallExpression' && call?.type !== 'OptionalCallExpression') return [];
  const listed = (call.arguments as Node[]).slice(1).flatMap((argument) => {
    const value = argument.type === 'Identifier' ? resolver.resolve(module, argument) : null;
    return opened(value?.kind === 'node' && value.module === module ? value.node : argument);
  });
  // `db.prepare('…').run(name, password)`
  const member = parents.get(call);
  const next = member?.type === 'MemberExpression' ? parents.get(member) : null;
  const runs = member && /^(run|get|all|execute)$/.test(memberName(member) ?? '');
  return [...listed, ...(runs && next?.type === 'CallExpression' ? next.arguments.flatMap(opened) : [])];
}

const opened = (node: Node): Node[] => {
  if (node.type === 'ArrayExpression') return node.elements.flatMap((each) => (each ? opened(each as Node) : []));
  if (node.type !== 'ObjectExpression') return [node];
  return node.properties.flatMap((each) => (each.type === 'ObjectProperty' ? opened(each.value) : []));
};

/** The call that a statement with a name is handed to, further down. */
function callWith(declarator: Node, name: string, parents: { get(node: Node): Node | undefined }): Node | undefined {
  const statement = parents.get(declarator);
  const block = statement && parents.get(statement);
  return block && firstCallWith(block, name);
}

function firstCallWith(within: Node, name: string): Node | undefined {
  let found: Node | undefined;
  walk(within, (node) => {
    const [first] = node.type === 'CallExpression' ? node.arguments : [];
    if (first?.type === 'Identifier' && first.name === name) found ??= node;
    return !found;
  });
  return found;
}
