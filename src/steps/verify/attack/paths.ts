const NAMED = /^:(\w+)(?:\(((?:[^()\\]|\\.)*)\)|\{([^{}]*)\})?[?]?$/;
/** Tried one after the other for a parameter that names a pattern. */
const SAMPLES = ['1', 'a', 'abc', '2024', '00000000-0000-4000-8000-000000000000', 'a1b2c3d4e5f6a1b2c3d4e5f6'];

/**
 * A path that the route's pattern takes, `/users/1` for `/users/:id`, in the spellings of all frameworks; optional parts
 * are left out. Null for wildcards and patterns for which no value is known.
 */
export function fillPath(pattern: string): string | null {
  const parts = withoutOptional(pattern).split('/').map(fillPart);
  if (parts.includes(null)) return null;
  const path = parts.join('/').replace(/\/{2,}/g, '/');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Without `{/:section}` of Express 5 and `/:section?` of the others. */
const withoutOptional = (pattern: string): string =>
  pattern.replace(/\{[^{}]*[/:*][^{}]*\}/g, '').replace(/\/:\w+(?:\([^()]*\)|\{[^{}]*\})?[?*]/g, '');

function fillPart(part: string): string | null {
  const [, name, round, curly] = NAMED.exec(part) ?? [];
  if (name === undefined) return fillPieces(part);
  return sampleFor(round ?? curly);
}

function sampleFor(pattern: string | undefined): string | null {
  if (pattern === undefined) return '1';
  try {
    const whole = new RegExp(`^(?:${pattern})$`);
    const words = pattern.split('|');
    return [...SAMPLES, ...words].find((sample) => whole.test(sample)) ?? null;
  } catch {
    return null;
  }
}

/** `:from-:to`, `v:version.json`, and what has no parameter at all. */
function fillPieces(part: string): string | null {
  const filled = part.replace(/:\w+/g, '1');
  return /[*+?()[\]{}|^$\\:]/.test(filled) ? null : filled;
}
