import { parseExpression } from '@babel/parser';
import type { Expression, Node } from '@babel/types';
import { lastName, literalText, memberName, unwrap } from '../walk';
import type { Engine } from './engines';
import type { RawOutput } from './outputs';

/** What an unencoded output puts into the page. */
export interface OutputValue {
  /** The names of the data that it shows: `['post', 'title']`. */
  data: string[][];
  /** It is JSON, or markup that a renderer made of what it was given. */
  kind: 'data' | 'json' | 'rendered';
  /** Encoded it would show the same, were it a plain text. */
  plain: boolean;
}

const NOTHING: OutputValue = { data: [], kind: 'data', plain: false };

/** What of it is data; nothing where it is a part of the layout, a constant, or went through something that cleans it. */
export function valueOf(engine: Engine, { expression, filters }: RawOutput): OutputValue {
  if (filters.some((filter) => CLEANS.test(filter))) return NOTHING;
  const value = engine === 'handlebars' ? ofHandlebars(expression) : ofScript(expression);
  if (filters.some((filter) => /^(dump|json|tojson|stringify)$/i.test(filter)))
    return { ...value, kind: 'json', plain: false };
  if (filters.some((filter) => RENDERS.test(filter))) return { ...value, kind: 'rendered', plain: false };
  return { ...value, plain: value.plain && filters.every((filter) => PLAIN_FILTER.test(filter)) };
}

const PLAIN_FILTER = /^(trim|lower|upper|title|capitalize|default|d|string|truncate)$/;
const CLEANS =
  /esc|enco|sanit|purif|clean|strip|xss|safe|htmlspecial|entit|slug|url|serialize|devalue|jsesc|autolink|^(e|h|t|__|__n|int|float|length|date|number)$/i;
const RENDERS = /mark|md|commonmark|^nl2br$|textile|render|wiki|linkify/i;
const KEEPS = /^(trim|toString|toUpperCase|toLowerCase|slice|substring|substr|join|toLocaleString|at|pop|shift)$/;
const PASSES_ON = /^(String|decodeURI|decodeURIComponent|unescape)$/;

/** `{{{post.title}}}`, `{{{../title}}}`, `{{{json user}}}` */
function ofHandlebars(expression: string): OutputValue {
  const [name = '', ...given] = expression.split(/\s+/);
  if (/^[>#/^!]/.test(name)) return NOTHING;
  if (given.length === 0) return { data: [namesOf(name)], kind: 'data', plain: true };
  const data = given.filter((each) => /^[\w@./[\]-]+$/.test(each) && !/^\d|^(true|false)$/.test(each)).map(namesOf);
  if (/json|stringify/i.test(name) && !CLEANS.test(name)) return { data, kind: 'json', plain: false };
  return RENDERS.test(name) ? { data, kind: 'rendered', plain: false } : NOTHING;
}

const namesOf = (path: string): string[] =>
  path
    .split(/[./]+/)
    .map((name) => name.replace(/^\[|\]$/g, ''))
    .filter((name) => name !== '' && name !== 'this');

/** An expression of JavaScript, or what Nunjucks has of it. */
function ofScript(expression: string): OutputValue {
  try {
    return ofExpression(parseExpression(expression, { errorRecovery: false }));
  } catch {
    return NOTHING;
  }
}

function ofExpression(expression: Expression): OutputValue {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const names = pathOf(node);
      return names && names.at(-1) !== 'length' ? { data: [names], kind: 'data', plain: true } : NOTHING;
    }
    case 'LogicalExpression':
      return together(node.operator === '&&' ? [node.right] : [node.left, node.right]);
    case 'ConditionalExpression':
      return together([node.consequent, node.alternate]);
    case 'BinaryExpression':
      if ([node.left, node.right].some(({ type }) => type === 'NumericLiteral')) return NOTHING;
      return node.operator === '+' ? together([node.left, node.right]) : NOTHING;
    case 'TemplateLiteral':
      return together([...node.quasis, ...node.expressions]);
    case 'CallExpression':
      return ofCall(node);
    default:
      return NOTHING;
  }
}

/** One of several values, or a text made of them: each has to be plain. */
function together(nodes: readonly Node[]): OutputValue {
  const values = nodes.map((each) => [each, ofExpression(each as Expression)] as const);
  return {
    data: values.flatMap(([, { data }]) => data),
    kind: values.find(([, { kind }]) => kind !== 'data')?.[1].kind ?? 'data',
    plain: values.every(([each, { plain }]) => plain || isUnmarked(each)),
  };
}

/** A text that is shown as it is, encoded or not. */
const isUnmarked = (node: Node): boolean => {
  const text = node.type === 'TemplateElement' ? node.value.raw : literalText(node);
  return text === null ? /^(Numeric|Boolean|Null)Literal$/.test(node.type) : !/[<>&"']/.test(text);
};

function ofCall({ callee, arguments: given }: Extract<Node, { type: 'CallExpression' }>): OutputValue {
  const first = given[0] as Expression | undefined;
  const name = lastName(callee) ?? '';
  const owner = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? callee.object.name : '';
  if (owner === 'JSON' && name === 'stringify' && first) return { ...ofExpression(first), kind: 'json', plain: false };
  if (callee.type === 'MemberExpression' && KEEPS.test(name)) return ofExpression(callee.object as Expression);
  if (callee.type === 'MemberExpression' && /^replace(All)?$/.test(name)) {
    const value = ofExpression(callee.object as Expression);
    // `.replace(/</g, '\\u003c')`
    const cleans =
      given[0]?.type === 'RegExpLiteral'
        ? /[<]|\[\^|\\\//.test(given[0].pattern)
        : /[</]/.test(literalText(given[0]) ?? '');
    return cleans ? NOTHING : { ...value, plain: value.plain && !!given[1] && isUnmarked(given[1]) };
  }
  if (PASSES_ON.test(name) && first) return ofExpression(first);
  if (CLEANS.test(name) || CLEANS.test(owner)) return NOTHING;
  return (RENDERS.test(name) || RENDERS.test(owner)) && first
    ? { ...ofExpression(first), kind: 'rendered', plain: false }
    : NOTHING;
}

/** The names of a path; an index is `[]`. */
function pathOf(node: Node): string[] | null {
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'ThisExpression') return [];
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  const names = pathOf(node.object);
  return names && [...names, memberName(node) ?? '[]'];
}
