import { parseSource } from '../../../codemods/lib/parse';

/** Where things stand and how they are spelled: a formatter changes that. */
const SPELLING = /^(start|end|loc|range|extra|errors|tokens|comments|leadingComments|trailingComments|innerComments)$/;

/**
 * Whether two texts are the same program with the same comments: brackets and semicolons that change nothing may come
 * and go, and those that do change something count.
 */
export function sameProgram(a: string, b: string, file: string): boolean {
  const [first, second] = [programOf(a, file), programOf(b, file)];
  return first !== null && first === second;
}

/** Null where it cannot be parsed. */
function programOf(text: string, file: string): string | null {
  try {
    const ast = parseSource(text, file);
    if (((ast as unknown as { errors?: unknown[] }).errors?.length ?? 0) > 0) return null;
    const comments = (ast.comments ?? []).map(({ value }) => value.replace(/\s*\r?\n\s*/g, '\n').trim());
    return JSON.stringify([ast.program, comments], meaning);
  } catch {
    return null;
  }
}

function meaning(key: string, value: unknown): unknown {
  if (SPELLING.test(key)) return undefined;
  // Parsers of plain JavaScript do not say so.
  if (/^(im|ex)portKind$/.test(key) && value === 'value') return undefined;
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.filter((item: { type?: string } | null) => item?.type !== 'EmptyStatement');
  const node = value as { type?: string; value?: unknown } | null;
  // A property's name may have quotes.
  if (key === 'key' && node?.type === 'StringLiteral') return { type: 'Identifier', name: node.value };
  return value;
}
