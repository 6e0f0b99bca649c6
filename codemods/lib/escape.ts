/**
 * Text of strangers (names, paths, routes, answers), spelled for the place where it lands. Everything that is put into
 * code, comments, YAML, a shell or an env file goes through one of these.
 */

/** What nobody sees and what turns the direction of writing; also what some parsers take for the end of a line. */
const UNSEEN = /[\p{C}\u2028\u2029]/gu;

const asEscape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** A string literal of JavaScript, JSON or YAML; in single quotes of JavaScript alone. */
export function quoted(value: string, quote: string): string {
  const inner = JSON.stringify(value).slice(1, -1).replace(UNSEEN, asEscape);
  return quote === '"' ? `"${inner}"` : `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const NAME = /^[A-Za-z_$][\w$]*$/;

/** A key of an object literal that means just this name: `__proto__: x` would set the prototype. */
export function propertyKey(name: string, quote = "'"): string {
  if (name === '__proto__') return `[${quoted(name, quote)}]`;
  return NAME.test(name) ? name : quoted(name, quote);
}

/** What stands behind a dot, or in brackets where that is no name. */
export const member = (object: string, name: string, quote: string): string =>
  NAME.test(name) ? `${object}.${name}` : `${object}[${quoted(name, quote)}]`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replace(UNSEEN, '?').trim();

/** One line that ends no comment, of code, YAML, a shell or an env file. */
export const inComment = (text: string): string => oneLine(text).replaceAll('*/', '* /');

/** One word of a POSIX shell. */
export const shellWord = (text: string): string =>
  /^[\w@/.:=+,^-][\w@/.:=+,^~-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** What stands between double quotes of a POSIX shell. */
export const inShellQuotes = (text: string): string => text.replace(/["$`\\]/g, '\\$&');

/** One line of code in Markdown, in as many backticks as end nowhere inside of it. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const runs = (line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  return line === '' || runs.length > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A link in Markdown to a page with https or to a mail address; what is neither stays a text. */
export const autolink = (text: string): string =>
  /^(https:\/\/[^\s<>\p{C}]+|[\w.+-]+@[\w-]+(\.[\w-]+)+)$/u.test(text) ? `<${text}>` : codeSpan(text);

/** A value of an env file as every reader takes it; null where there is no way to write it: for some, U+2028 ends a line. */
export function envValue(value: string): string | null {
  if (/^[^\s"'`#$\\\p{C}]*$/u.test(value)) return value;
  return /['\p{C}\u2028\u2029]/u.test(value) ? null : `'${value}'`;
}

/** A name that a shell can set. */
export const isEnvName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);
