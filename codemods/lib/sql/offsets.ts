/**
 * Where each character of a literal stands in the source, between `from` and `to`, and the end behind the last; null
 * where the source is not understood, so that nothing is edited there.
 */
export function offsetsOf(source: string, from: number, to: number, text: string): number[] | null {
  const offsets: number[] = [];
  for (let at = from; at < to;) {
    const { made, length } = characterAt(source, at);
    for (let index = 0; index < made; index++) offsets.push(at);
    at += length;
  }
  offsets.push(to);
  return offsets.length === text.length + 1 ? offsets : null;
}

/** How many characters the source at an offset makes, and how many it takes for them. */
function characterAt(source: string, at: number): { made: number; length: number } {
  if (source[at] === '\r' && source[at + 1] === '\n') return { made: 1, length: 2 };
  if (source[at] !== '\\') return { made: 1, length: 1 };
  const escape = /^\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|\r\n|[^])/i.exec(source.slice(at, at + 12))![0];
  return { made: /^\\[\r\n\u2028\u2029]/.test(escape) ? 0 : 1, length: escape.length };
}
