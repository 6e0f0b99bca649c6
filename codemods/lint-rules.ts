import { addProperty } from './lib/options/write';
import { namesRule } from './lib/lint/named';
import { lintPlace, type LintPlace } from './lib/lint/place';
import { addedToYaml } from './lib/lint/yaml';
import type { Source } from './lib/source';
import { indentAt, separator } from './lib/text';
import { open, type Transform } from './lib/transform';

export interface LintRulesOptions {
  /** Rules by name, with what each is set to: JSON. */
  rules: Record<string, unknown>;
  /** The files that they are for, where others than those of JavaScript are linted. */
  files: string[] | null;
  indent: string;
  comment: string;
}

/** Adds rules to a configuration of ESLint that is written as code or as YAML, but for those that it names already. */
const lintRules: Transform<LintRulesOptions> = (file, api, options) => {
  const missing = Object.entries(options.rules).filter(([rule]) => !namesRule(file.source, rule));
  if (missing.length === 0) return undefined;
  const rules = Object.fromEntries(missing);
  if (/\.ya?ml$|\.eslintrc$/.test(file.path)) return addedToYaml(file.source, rules, options.indent);
  const source = open(file, api)?.source;
  const place = source && lintPlace(source.module, source.resolver);
  if (!place) return undefined;
  const entries = entriesOf(source, rules);
  if (place.kind === 'list') addItem(source, place, entries, options);
  else if (place.rules) addEntries(source, place.rules, entries);
  else
    addProperty(
      source,
      place.literal,
      ruleObject(source, entries, indentOf(source, place.literal.properties[0]), options.indent),
    );
  return source.finish();
};
export default lintRules;

type List = Extract<LintPlace, { kind: 'list' }>;
type Settings = Extract<LintPlace, { kind: 'object' }>['literal'];

/** `'no-var': 'error'` */
function entriesOf({ style: { quote } }: Source, rules: Record<string, unknown>): string[] {
  const text = (value: unknown): string =>
    typeof value === 'string'
      ? quote + value + quote
      : Array.isArray(value)
        ? `[${value.map(text).join(', ')}]`
        : `{ ${Object.entries(value as object)
            .map(([key, each]) => `${key}: ${text(each)}`)
            .join(', ')} }`;
  const key = (name: string): string => (/^\w+$/.test(name) ? name : quote + name + quote);
  return Object.entries(rules).map(([name, value]) => `${key(name)}: ${text(value)}`);
}

/** An object of its own, first of all. */
function addItem(
  source: Source,
  { open, first }: List,
  entries: string[],
  { files, indent, comment }: LintRulesOptions,
): void {
  const { text, style } = source;
  if (!first) return source.insert(open, `{ rules: { ${entries.join(', ')} } }`);
  // In front of comments that belong to the item, behind one that belongs to the list.
  const at = open + /^([ \t]*\/\/[^\n]*)?\s*/.exec(text.slice(open))![0].length;
  const base = /\n[ \t]*$/.test(text.slice(open, at)) ? indentAt(text, at) : null;
  const inner = (base ?? '') + indent;
  const filter = files ? [`${inner}files: [${files.map((each) => style.quote + each + style.quote).join(', ')}],`] : [];
  const object = `${inner}${ruleObject(source, entries, inner, indent)},`;
  const lines = ['{', `${inner}// ${comment}`, ...filter, object, `${base ?? ''}}`];
  source.insert(at, lines.join(style.eol) + (base === null ? ', ' : `,${style.eol}${base}`));
}

function ruleObject({ style: { eol } }: Source, entries: string[], base: string, indent: string): string {
  return ['rules: {', ...entries.map((entry) => `${base}${indent}${entry},`), `${base}}`].join(eol);
}

/** Before the others: what is spread into them, and what they say themselves, comes later and wins. */
function addEntries(source: Source, rules: Settings, entries: string[]): void {
  const [first] = rules.properties;
  if (!first) return addProperty(source, rules, entries.join(', '));
  const gap = separator(source.text, source.style, rules, first);
  source.insert(first.start!, entries.map((entry) => entry + gap).join(''));
}

const indentOf = ({ text }: Source, node: { start?: number | null } | undefined): string =>
  node ? indentAt(text, node.start!) : '';
