import type { Node } from '@babel/types';
import type { Flow } from '../flow/flow';
import type { Binding } from '../scope';
import { unwrap } from '../walk';
import { type Inner, type Part, type Place, ways } from './part';

/** A constant, also of another file, or a variable that is put together by `=` and `+=`. */
export function ofName(
  flow: Flow,
  node: Extract<Node, { type: 'Identifier' | 'MemberExpression' }>,
  inner: Inner,
  { site, straight }: Place,
  use: Node,
): Part[] | null {
  const { module, resolver } = flow;
  const value = resolver.resolve(module, node);
  if (value?.kind === 'node' && value.module !== module) {
    const known = value.node;
    const text =
      known.type === 'StringLiteral' ? known.value : known.type === 'NumericLiteral' ? String(known.value) : null;
    return text === null ? null : [{ kind: 'text', text, offsets: null, literal: null, site }];
  }
  const binding = node.type === 'Identifier' ? module.scopes.lookup(node.name, node) : null;
  if (binding?.kind === 'variable' && binding.path.length === 0) {
    const own = straight && node === unwrap(use);
    const parts = ofVariable(flow, binding, own, inner, use);
    if (!parts.some(({ kind }) => kind === 'text')) return null;
    return node === unwrap(use) || holdsSql(parts) ? parts : null;
  }
  const known = node.type === 'MemberExpression' && value?.kind === 'node' ? value.node : null;
  if (known?.type !== 'StringLiteral' && known?.type !== 'TemplateLiteral') return null;
  return inner(known, { straight: false, site: known });
}

/** Whether what a variable holds is a part of the statement, and not a value that is partly written out. */
const holdsSql = (parts: readonly Part[]): boolean => {
  const text = parts.map((part) => (part.kind === 'text' ? part.text : ' ')).join('');
  const isConstant = parts.every(({ kind }) => kind === 'text');
  return text.trim() === ''
    ? isConstant && parts.length > 0
    : isConstant || /[=<>(),]|\b(SELECT|FROM|WHERE|AND|OR|BY|LIMIT|OFFSET|SET|JOIN|LIKE|IN|IS|ASC|DESC)\b/i.test(text);
};

function ofVariable({ module }: Flow, binding: Binding, own: boolean, inner: Inner, use: Node): Part[] {
  const { scopes } = module;
  const block = scopes.parents.get(scopes.parents.get(binding.declaration)!);
  const steps = binding.assignments
    .filter((right) => right.start! < use.start!)
    .map((right) => {
      const assignment = scopes.parents.get(right);
      const statement = assignment && scopes.parents.get(assignment);
      const appended = assignment?.type === 'AssignmentExpression' && assignment.operator === '+=';
      const plain = statement?.type === 'ExpressionStatement' && scopes.parents.get(statement) === block;
      return { right, appended, plain };
    });
  const starts = [
    ...(binding.init ? [binding.init] : []),
    ...steps.flatMap((each) => (each.appended ? [] : [each.right])),
  ];
  const straight =
    own &&
    (binding.init ? starts.length === 1 : starts.length === 1 && steps[0]?.right === starts[0]) &&
    steps.every(({ plain }) => plain);
  const begun = starts.map((each) => inner(each, { straight, site: unwrap(each) }));
  const rest = steps
    .filter(({ appended }) => appended)
    .flatMap(({ right }) => inner(right, { straight, site: unwrap(right) }));
  const gap: Place = { site: binding.identifier, straight: false };
  return [...(begun.length === 1 ? begun[0]! : ways(begun, gap)), ...rest];
}
