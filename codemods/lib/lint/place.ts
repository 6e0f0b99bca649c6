import type { Node } from '@babel/types';
import type { Module, Resolver } from '../resolve';
import { unwrap } from '../walk';
import type { ObjectLiteral } from '../options/place';

/** Where the rules of an ESLint configuration go. */
export type LintPlace =
  /** In front of a flat configuration's list, behind its bracket: what stands behind has the last word. */
  | { kind: 'list'; open: number; first: Node | undefined }
  /** Among the rules of an older one. */
  | { kind: 'object'; literal: ObjectLiteral; rules: ObjectLiteral | null };

/** Functions that take the list, one by one or as one array; others may mean anything by their arguments. */
const LISTS = /^(eslint\/config#defineConfig|typescript-eslint#config|eslint-define-config#define(Flat)?Config)$/;

/** Null where the configuration is made in a way that is not followed. */
export function lintPlace(module: Module, resolver: Resolver): LintPlace | null {
  const exported = module.exports.named.get('default') ?? module.exports.assigned;
  const value = exported && valueOf(module, exported);
  if (!value) return null;
  if (value.type === 'ArrayExpression') return inArray(value);
  if (value.type === 'ObjectExpression') return inObject(module, value);
  const name = value.type === 'CallExpression' ? resolver.packageName(module, value.callee) : null;
  if (value.type !== 'CallExpression' || !LISTS.test(name ?? '')) return null;
  const [first] = value.arguments;
  const inner = first && valueOf(module, first);
  if (inner?.type === 'ArrayExpression') return inArray(inner);
  // Of the old form, it has one argument that is the whole.
  if (inner?.type === 'ObjectExpression' && /define-config#defineConfig$/.test(name!)) return inObject(module, inner);
  const open = module.text.indexOf('(', (value.typeParameters ?? value.callee).end!) + 1;
  return first ? { kind: 'list', open, first } : null;
}

const inArray = ({ start, elements: [first] }: Extract<Node, { type: 'ArrayExpression' }>): LintPlace => ({
  kind: 'list',
  open: start! + 1,
  first: first ?? undefined,
});

function inObject(module: Module, literal: ObjectLiteral): LintPlace | null {
  const property = literal.properties.find(
    (each) => each.type === 'ObjectProperty' && !each.computed && keyOf(each.key) === 'rules',
  );
  if (!property || property.type !== 'ObjectProperty') return { kind: 'object', literal, rules: null };
  const rules = valueOf(module, property.value);
  return rules?.type === 'ObjectExpression' ? { kind: 'object', literal, rules } : null;
}

const keyOf = (key: Node): string =>
  key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';

/** What an expression is, through names that stand for one value in this file. */
function valueOf(module: Module, expression: Node): Node | null {
  const node = unwrap(expression);
  if (node.type !== 'Identifier') return node;
  const binding = module.scopes.lookup(node.name, node);
  if (binding?.kind !== 'variable' || !binding.init || binding.path.length > 0 || binding.assignments.length > 0)
    return null;
  const value = unwrap(binding.init);
  return value.type === 'Identifier' ? null : value;
}
