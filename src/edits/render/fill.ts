import ejs from 'ejs';
import { autolink, codeSpan, inComment, inShellQuotes, propertyKey, quoted } from '../../../codemods/lib/escape';
import { loadTemplate } from './load';

/**
 * Fills in an EJS template. What comes from the project or from an answer goes through the helper for its place:
 * `literal` and `key` in code, `comment` in comments, `yaml` and `json` there, `code` and `link` in Markdown, `inShell` between
 * double quotes of a shell, `number` for a whole number (300000 as 300_000);
 * `<%= … %>` is for one bare word. What is left, `<%- … %>`, is for texts of our own.
 */
export function fill(template: string, text: string, data: Record<string, unknown>): string {
  return ejs.render(text, { ...data, ...helpers }, { escape: word, filename: template, includer: part });
}

const helpers = {
  literal: (value: unknown): string => quoted(String(value), "'"),
  key: (name: unknown): string => propertyKey(String(name)),
  comment: (value: unknown): string => inComment(String(value)),
  yaml: inDoubleQuotes,
  json: inDoubleQuotes,
  code: (value: unknown): string => codeSpan(String(value)),
  link: (value: unknown): string => autolink(String(value)),
  inShell: (value: unknown): string => inShellQuotes(String(value)),
  number,
};

function inDoubleQuotes(value: unknown): string {
  return quoted(String(value), '"');
}

function number(value: unknown): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`It is no whole number: ${String(value)}`);
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** A name, a version, a file: what means nothing else, whatever stands around it. */
function word(value: unknown): string {
  const text = String(value);
  if (!/^[\w@./-]+$/.test(text)) throw new TypeError(`It is no bare word: ${JSON.stringify(text)}`);
  return text;
}

/** What templates of several frameworks share stands in `parts`; nothing else is included. */
function part(name: string): { template: string } {
  if (!name.startsWith('parts/')) throw new Error(`A template includes nothing but parts: ${name}`);
  return { template: loadTemplate(name) };
}
