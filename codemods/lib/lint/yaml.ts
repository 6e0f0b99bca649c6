/**
 * Adds rules to a configuration in YAML, right below its `rules:`, or at its end where it has none; undefined where it is
 * written in a way that lines cannot be added to.
 */
export function addedToYaml(text: string, rules: Record<string, unknown>, indent: string): string | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const isBlock = /^[\w"'@-]+\s*:/.test(lines.find((line) => !/^\s*(#|---|$)/.test(line)) ?? '');
  if (!isBlock || /^(\.\.\.|["']rules|\t)/m.test(text) || /\n---/.test(text)) return undefined;
  const at = lines.findIndex((line) => /^rules\s*:\s*(#.*)?$/.test(line));
  if (at < 0) return /^rules\b/m.test(text) ? undefined : appended(lines, rules, indent, eol);
  const next = lines.slice(at + 1).find((line) => !/^\s*(#.*)?$/.test(line)) ?? '';
  const own = /^ +/.exec(next)?.[0];
  if (own === undefined) return undefined;
  return [...lines.slice(0, at + 1), ...entriesOf(rules, own), ...lines.slice(at + 1)].join(eol);
}

function appended(lines: readonly string[], rules: Record<string, unknown>, indent: string, eol: string): string {
  const end = lines.findLastIndex((line) => line.trim() !== '') + 1;
  const own = indent.includes('\t') ? '  ' : indent;
  return [...lines.slice(0, end), 'rules:', ...entriesOf(rules, own), ''].join(eol);
}

/** A list of JSON is one of YAML. */
const entriesOf = (rules: Record<string, unknown>, indent: string): string[] =>
  Object.entries(rules).map(
    ([name, value]) =>
      `${indent}${name}: ${typeof value === 'string' ? value : JSON.stringify(value).replace(/([,:])/g, '$1 ')}`,
  );
