import type { Node, Statement } from '@babel/types';
import type MagicString from 'magic-string';
import { walk } from '../../../codemods/lib/walk';
import { endOf, startOf, tokenFrom, tokenTo, type Module } from './parse';
import { removeStatement } from './statements';

interface Erasure {
  module: Module;
  out: MagicString;
}

/** JavaScript from TypeScript whose types can be erased: no enums, namespaces or parameter properties. */
export function stripTypes(module: Module, out: MagicString): void {
  for (const statement of module.ast.program.body) {
    if (isTypeOnly(statement)) removeStatement(module, out, statement);
    else walk(statement, (node, ancestors) => erase(node, ancestors.at(-1), { module, out }));
  }
}

/** Whether nothing is left of a statement without types. */
export function isTypeOnly(statement: Statement): boolean {
  switch (statement.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
      return true;
    case 'ImportDeclaration': {
      const { importKind, specifiers } = statement;
      return importKind === 'type' || (specifiers.length > 0 && specifiers.every(isTypeName));
    }
    case 'ExportNamedDeclaration':
      return statement.exportKind === 'type' || (!!statement.declaration && isTypeOnly(statement.declaration));
    default:
      return 'declare' in statement && statement.declare === true;
  }
}

/** Takes the types out of one node; false where its children went with them. */
function erase(node: Node, parent: Node | undefined, erasure: Erasure): boolean {
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSTypeParameterDeclaration':
    case 'TSTypeParameterInstantiation':
      erasure.out.remove(startOf(node), endOf(node));
      return false;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      eraseCast(node, parent, erasure);
      break;
    case 'TSNonNullExpression':
      erasure.out.remove(endOf(node) - 1, endOf(node));
      break;
    case 'Identifier':
      if (node.name === 'this') return eraseThis(node, erasure);
      if (node.optional) eraseMark(startOf(node) + node.name.length, erasure);
      break;
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      eraseModifiers(node, erasure);
      break;
    case 'ClassDeclaration':
      eraseImplements(node, erasure);
      break;
    case 'ImportDeclaration':
      eraseTypeNames(node, erasure);
  }
  return !node.type.startsWith('TSType');
}

/** `value as T`, with the parentheses that only the cast needed. */
function eraseCast(
  node: Extract<Node, { type: 'TSAsExpression' | 'TSSatisfiesExpression' }>,
  parent: Node | undefined,
  erasure: Erasure,
): void {
  const { module, out } = erasure;
  const keyword = tokenTo(module, startOf(node.typeAnnotation))!;
  out.remove(tokenTo(module, keyword.start)!.end, endOf(node));
  const simple = /^(Identifier|MemberExpression|CallExpression|ThisExpression)$/.test(bare(node).type);
  // (value as T).member
  if (parent?.type === 'MemberExpression' && simple) eraseParentheses(node, erasure);
  // const name = (a ?? b) as T
  if (parent && /^(VariableDeclarator|ReturnStatement)$/.test(parent.type)) eraseParentheses(node.expression, erasure);
}

function eraseParentheses(node: Node, { module, out }: Erasure): void {
  if (!node.extra?.['parenthesized']) return;
  const open = node.extra['parenStart'] as number;
  const close = tokenFrom(module, endOf(node))!;
  out.remove(open, open + 1).remove(close.start, close.end);
}

/** The expression without casts. */
const bare = (node: Node): Node =>
  node.type.startsWith('TS') && 'expression' in node ? bare(node.expression as Node) : node;

/** The first parameter that only says what `this` is. */
function eraseThis(node: Node, { module, out }: Erasure): false {
  const next = tokenFrom(module, endOf(node))!;
  out.remove(startOf(node), next.text === ',' ? tokenFrom(module, next.end)!.start : endOf(node));
  return false;
}

/** The `?` or `!` behind a name. */
function eraseMark(offset: number, { module, out }: Erasure): void {
  const mark = tokenFrom(module, offset)!;
  out.remove(mark.start, mark.end);
}

const modifiers = new Set(['public', 'private', 'protected', 'readonly', 'override', 'declare', 'abstract']);

function eraseModifiers(
  node: Extract<Node, { type: 'ClassProperty' | 'ClassPrivateProperty' | 'ClassMethod' | 'ClassPrivateMethod' }>,
  erasure: Erasure,
): void {
  const { module, out } = erasure;
  for (const [index, token] of module.tokens.entries()) {
    const inside = token.start >= startOf(node) && token.end <= startOf(node.key);
    if (inside && modifiers.has(token.text)) out.remove(token.start, module.tokens[index + 1]!.start);
  }
  const marked = ('optional' in node && node.optional) || ('definite' in node && node.definite);
  if (marked) eraseMark(endOf(node.key), erasure);
}

function eraseImplements(node: Extract<Node, { type: 'ClassDeclaration' }>, { module, out }: Erasure): void {
  const [first] = node.implements ?? [];
  if (!first) return;
  const keyword = tokenTo(module, startOf(first))!;
  out.remove(tokenTo(module, keyword.start)!.end, endOf(node.implements!.at(-1)!));
}

/** The names of types among those an import brings. */
function eraseTypeNames({ specifiers }: Extract<Node, { type: 'ImportDeclaration' }>, { module, out }: Erasure): void {
  const kept = specifiers.filter((each) => !isTypeName(each));
  if (kept.length === specifiers.length) return;
  const names = kept.map((each) => module.code.slice(startOf(each), endOf(each)));
  out.overwrite(startOf(specifiers[0]!), endOf(specifiers.at(-1)!), names.join(', '));
}

const isTypeName = (node: Node): boolean => node.type === 'ImportSpecifier' && node.importKind === 'type';
