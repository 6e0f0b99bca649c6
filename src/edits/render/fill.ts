import ejs from 'ejs';
import { loadTemplate } from './load';

/**
 * Fills in an EJS template. Nothing is escaped, since the output is code or plain text, never HTML: what a user typed
 * goes through `literal`; `number` writes 300000 as 300_000.
 */
export function fill(template: string, text: string, data: Record<string, unknown>): string {
  return ejs.render(text, { ...data, literal, number }, { escape: String, filename: template, includer: part });
}

/** A JavaScript string literal in single quotes. */
function literal(value: unknown): string {
  const inner = JSON.stringify(String(value)).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

const number = (value: unknown): string => String(value).replace(/\B(?=(\d{3})+$)/g, '_');

/** What templates of several frameworks share stands in `parts`; nothing else is included. */
function part(name: string): { template: string } {
  if (!name.startsWith('parts/')) throw new Error(`A template includes nothing but parts: ${name}`);
  return { template: loadTemplate(name) };
}
