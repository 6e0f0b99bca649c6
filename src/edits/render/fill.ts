import ejs from 'ejs';

/**
 * Fills in an EJS template. Nothing is escaped, since the output is code or plain text, never HTML: what a user typed
 * goes through `literal`; `number` writes 300000 as 300_000.
 */
export function fill(template: string, text: string, data: Record<string, unknown>): string {
  return ejs.render(
    text,
    { ...data, literal, number },
    { escape: String, filename: template, includer: refuseInclude },
  );
}

/** A JavaScript string literal in single quotes. */
function literal(value: unknown): string {
  const inner = JSON.stringify(String(value)).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

const number = (value: unknown): string => String(value).replace(/\B(?=(\d{3})+$)/g, '_');

/** A template stands on its own. */
function refuseInclude(name: string): never {
  throw new Error(`A template must not include another one: ${name}`);
}
